# Mail::DKIM (Perl) as a second opinion on DKIM and ARC: one message a line in, one answer a line out (JSON). Keys are in the
# question, by name; time stands where the question says.
use strict;
use warnings;

my $now;
BEGIN {
    $now = 0;
    *CORE::GLOBAL::time = sub { return $now || CORE::time() };
}
use JSON::PP;
use Mail::DKIM::ARC::Verifier;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;
use Net::DNS;

package KeyResolver;

sub new { return bless { keys => {} }, shift }
sub errorstring { return 'NOERROR' }

sub send {
    my ($self, $name, $type) = @_;
    my $packet = Net::DNS::Packet->new('x.example', 'TXT');
    $packet->header->qr(1);
    my $text = $self->{keys}{ lc $name };
    if (!defined $text) { $packet->header->rcode('NXDOMAIN'); return $packet }
    $packet->push(answer => Net::DNS::RR->new(owner => 'x.example', type => 'TXT', ttl => 60, txtdata => [ unpack('(a255)*', $text) ]));
    return $packet;
}

package main;

my $resolver = KeyResolver->new;
Mail::DKIM::DNS::resolver($resolver);
my $json = JSON::PP->new->latin1;
$| = 1;

sub fed {
    my ($verifier, $message) = @_;
    $verifier->PRINT($message);
    $verifier->CLOSE;
    return $verifier;
}

while (my $line = <STDIN>) {
    my $asked = JSON::PP->new->utf8->decode($line);
    $resolver->{keys} = $asked->{keys};
    $now = $asked->{at};
    my %answer = (dkim => undef, arc => undef);
    eval {
        my $verifier = fed(Mail::DKIM::Verifier->new, $asked->{message});
        $answer{dkim} = [ map { my $detail = $_->result_detail // $_->result; $detail =~ /^pass/ ? 'pass' : $detail } $verifier->signatures ];
        1;
    } or do { $answer{whole} = substr("$@", 0, 120) };
    if ($asked->{arc}) {
        eval {
            my $verifier = fed(Mail::DKIM::ARC::Verifier->new, $asked->{message});
            $answer{arc} = $verifier->result eq 'pass' ? 'pass' : $verifier->result_detail;
            1;
        } or do { $answer{arc} = 'crash: ' . substr("$@", 0, 120) };
    }
    s/[^ -~]/?/g for grep { defined && !ref } values %answer;
    print $json->encode(\%answer), "\n";
}
