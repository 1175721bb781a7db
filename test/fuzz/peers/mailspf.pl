# Mail::SPF (Perl) as a second opinion: one question a line in, one answer a line out (JSON). The zone is in the question.
use strict;
use warnings;
use JSON::PP;
use Mail::SPF;
use Net::DNS;

package ZoneResolver;

sub new { return bless { zone => {}, error => '' }, shift }
sub errorstring { return $_[0]->{error} }

# A whole answer as a recursive server gives it, aliases followed.
sub send {
    my ($self, $name, $type) = @_;
    $self->{error} = 'NOERROR';
    my $packet = Net::DNS::Packet->new($name, $type);
    $packet->header->qr(1);
    my $owner = lc $name;
    for (1 .. 9) {
        my $sets = $self->{zone}{$owner};
        if (!defined $sets) { $packet->header->rcode('NXDOMAIN'); return $packet }
        if (my $alias = $sets->{CNAME}) {
            $packet->push(answer => Net::DNS::RR->new(owner => $owner, type => 'CNAME', ttl => 60, cname => $alias->[0]));
            $owner = lc $alias->[0];
            next;
        }
        my $values = $sets->{$type} // [];
        if (!ref $values) {
            if ($values eq 'TIMEOUT') { $self->{error} = 'query timed out'; return undef }
            $packet->header->rcode($values eq 'ERROR' ? 'FORMERR' : $values);
            return $packet;
        }
        for my $value (@$values) {
            my %rr = (owner => $owner, type => $type, ttl => 60);
            if ($type eq 'TXT' || $type eq 'SPF') { $rr{txtdata} = [ unpack('(a255)*', $value) ] }
            elsif ($type eq 'MX') { @rr{qw(preference exchange)} = split / /, $value }
            elsif ($type eq 'PTR') { $rr{ptrdname} = $value }
            else { $rr{address} = $value }
            $packet->push(answer => Net::DNS::RR->new(%rr));
        }
        return $packet;
    }
    $packet->header->rcode('SERVFAIL');
    return $packet;
}

package main;

my $resolver = ZoneResolver->new;
my $server = Mail::SPF::Server->new(
    dns_resolver => $resolver,
    hostname => 'rx.example',
    query_rr_types => Mail::SPF::Server->query_rr_type_txt,
    max_void_dns_lookups => 2,
);
my $json = JSON::PP->new->latin1;
$| = 1;
while (my $line = <STDIN>) {
    my $asked = JSON::PP->new->utf8->decode($line);
    $resolver->{zone} = $asked->{zone};
    $server->{max_void_dns_lookups} = $asked->{voids} // 2;
    my $result = eval {
        local $SIG{ALRM} = sub { die "takes too long\n" };
        alarm 10;
        my $request = Mail::SPF::Request->new(
            versions => [1],
            scope => 'mfrom',
            identity => $asked->{sender},
            ip_address => $asked->{ip},
            helo_identity => $asked->{helo},
        );
        my $code = $server->process($request)->code;
        alarm 0;
        $code;
    };
    alarm 0;
    my $trouble = "$@";
    $trouble =~ s/[^ -~].*//s;
    print $json->encode({ result => $result // 'crash: ' . substr($trouble, 0, 120) }), "\n";
}
