// The part of the SARIF 2.1.0 schema (OASIS, 2020) that reports use, closed: a property the standard does not know is an error.
import { z } from 'zod';

const Level = z.enum(['none', 'note', 'warning', 'error']);
const Message = z.strictObject({ text: z.string().min(1) });
const Bag = z.looseObject({ tags: z.array(z.string().min(1)).optional() });

const Rule = z.strictObject({
  id: z.string().min(1),
  shortDescription: Message,
  fullDescription: Message,
  help: Message,
  defaultConfiguration: z.strictObject({ level: Level }),
  properties: Bag,
});

const Location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[^\s\\]+$/) }),
    region: z.strictObject({ startLine: z.int().min(1) }),
  }),
  logicalLocations: z.array(
    z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.string() }),
  ),
});

const Result = z.strictObject({
  ruleId: z.string().min(1),
  ruleIndex: z.int().min(0),
  kind: z.enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']),
  level: Level,
  message: Message,
  locations: z.array(Location),
  partialFingerprints: z.record(z.string(), z.string()),
});

const Notification = z.strictObject({
  level: Level,
  message: Message,
  locations: z.array(
    z.strictObject({
      physicalLocation: z.strictObject({
        artifactLocation: z.strictObject({ uri: z.string().regex(/^[^\s\\]+$/) }),
      }),
    }),
  ),
});

export const SarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string(),
          rules: z.array(Rule),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          startTimeUtc: z.iso.datetime().optional(),
          toolExecutionNotifications: z.array(Notification).optional(),
        }),
      ),
      results: z.array(Result),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      properties: Bag,
    }),
  ),
});
