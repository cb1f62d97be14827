import type { Draft } from '../core/draft/draft'
import { noIntents } from '../core/intents/intents'
import { fieldName, valueWords } from '../core/fields/value-words'
import { textMember } from '../core/model/json'
import { projectServer, uuidOf } from '../core/model/project-id'
import { setUpOf } from '../core/draft/set-up-of'
import type { Change } from '../core/publish/changes'
import { requestLine, secretStandIn } from '../core/publish/publish-plan'
import { fillSecrets } from '../core/publish/fill-secrets'
import { workOutPlan } from '../main/services/all-drafts/draft-plan'
import type { OpenedProject } from './open-project'
import { neededSecrets } from './secrets'
import { z } from 'zod'
import { differenceLineSchema } from '../core/compare/text-difference'
import { impactKinds } from '../core/impact/line'
import { environmentSchema } from '../core/model/project'
import { allSeverities } from '../core/model/severity'

/** A review as it is printed, and what a publish has to be told of it. */
export interface Review {
  readonly form: ReviewForm
  /** `planText` and `toldText`: a publish that would send or do something else sends nothing. */
  readonly shown: string
  readonly told: string
  /** With the values of fields, in the order of those of the form. */
  readonly changes: readonly Change[]
}

function shownValue(
  { field, secret }: Change['fields'][number],
  value: Change['fields'][number]['before'],
  organizationName: (key: string) => string | undefined,
): string | undefined {
  if (secret) return value === undefined ? undefined : '(secret)'
  return valueWords(field, value, organizationName)
}

/** What the window's review shows of a draft, by the same services. @param notTaken differences left alone, in words */
export async function reviewOf(
  { services, snapshot, summary, valueOf }: OpenedProject,
  draft: Draft | undefined,
  notTaken: readonly string[],
): Promise<Review> {
  const { files, guards, projects, secrets, now } = services
  const worked = valueOf(await workOutPlan({ files, guards, projects, now }, summary.id))
  const { told: plan, changes } = worked
  const { confirmation } = plan
  const intents = draft?.intents ?? noIntents
  const { organizations } = setUpOf(snapshot, intents)
  const names = new Map(
    organizations.map(({ key, fields }) => [key, textMember(fields, 'label') || key]),
  )
  const nameOf = (key: string) => names.get(key)
  const { steps, revisionId } = worked.plan
  const form: ReviewForm = {
    project: {
      id: uuidOf(summary.id),
      name: summary.name,
      slug: summary.slug,
      environment: plan.environment,
    },
    revision: revisionId,
    changes: changes.map((change) => ({
      kind: change.target.kind,
      key: change.target.key,
      status: change.status,
      name: change.label,
      fields: change.fields.map((item) => {
        const before = shownValue(item, item.before, nameOf)
        const after = shownValue(item, item.after, nameOf)
        return {
          field: item.field,
          name: fieldName(item.field),
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        }
      }),
      problems: change.problems.map(({ severity, rule, message, field }) => ({
        severity,
        rule,
        message,
        ...(field === undefined ? {} : { field }),
      })),
      ...(change.heldBack === undefined ? {} : { heldBack: change.heldBack }),
    })),
    impact: {
      summary: confirmation.summary,
      lockedOut: confirmation.harmed,
      lines: confirmation.lines.first.map(({ kind, subject, words, before, after }) => ({
        kind,
        subject,
        words,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      })),
      more: confirmation.lines.more,
    },
    toTell: confirmation.toTell.first.map(({ organization, words }) => ({
      ...(organization === undefined ? {} : { organization }),
      words,
    })),
    notTaken: [...notTaken],
    secrets: neededSecrets(snapshot, intents).map(({ connection, field }) => ({
      connection,
      field,
    })),
    requests: steps.map((step) => ({
      request: requestLine(step, summary.id, revisionId),
      ...('operations' in step
        ? { body: fillSecrets(step.operations, () => secretStandIn) }
        : 'body' in step
          ? { body: step.body }
          : {}),
    })),
    summary: plan.summary,
    ...(plan.refusal === undefined ? {} : { refusal: plan.refusal }),
  }
  return {
    // A server may say a key back in any text.
    form: secrets.hideIn(projectServer(summary.id), form, new Set()) as ReviewForm, // Only texts in it differ.
    shown: plan.shown,
    told: plan.told,
    changes,
  }
}

/** Changes that cannot be sent: by a problem, by a conflict, or by one of another change. */
export const heldBackIn = ({ changes }: ReviewForm) =>
  changes.filter(({ heldBack }) => heldBack !== undefined)

const text = z.string()

/** What `plan --json` prints, and `apply --json` as `review`; docs/command-line.md names each member. */
export const reviewFormSchema = z.strictObject({
  /** `id` as Ory has it. */
  project: z.strictObject({ id: text, name: text, slug: text, environment: environmentSchema }),
  /** Of the server's state that it was worked out from. */
  revision: text,
  changes: z.array(
    z.strictObject({
      kind: z.enum(['organization', 'connection', 'scim-client', 'method']),
      /** `new:` and a UUID for what is made. */
      key: text,
      status: z.enum(['new', 'edited', 'deleted']),
      name: text,
      fields: z.array(
        z.strictObject({
          field: text,
          name: text,
          before: text.optional(),
          after: text.optional(),
          /** Of a changed mapper or changed metadata whose texts are at hand. */
          lines: z.array(differenceLineSchema).optional(),
        }),
      ),
      problems: z.array(
        z.strictObject({
          severity: z.enum(allSeverities),
          rule: text,
          message: text,
          field: text.optional(),
        }),
      ),
      /** Of a changed mapper with saved cases in the folder: how many pass, and the names of those that fail. */
      cases: z.strictObject({ passed: z.number(), failed: z.array(text) }).optional(),
      /** Why it cannot be sent. */
      heldBack: text.optional(),
    }),
  ),
  /** Changes that are not among them, where there are more than a thousand. */
  more: z.number().optional(),
  impact: z.strictObject({
    summary: text,
    /** Domains that `--allow-lock-out` has to name. */
    lockedOut: z.array(text),
    /** The worst first. */
    lines: z.array(
      z.strictObject({
        kind: z.enum(impactKinds),
        subject: text,
        words: text,
        before: text.optional(),
        after: text.optional(),
      }),
    ),
    /** Lines that are not among them. */
    more: z.number(),
  }),
  /** What identity providers have to be told. */
  toTell: z.array(z.strictObject({ organization: text.optional(), words: z.array(text) })),
  /** What the folder and the server do not share and no change is made of, in words. */
  notTaken: z.array(text),
  /** Secrets that `apply --secret CONNECTION=VARIABLE` has to name. */
  secrets: z.array(z.strictObject({ connection: text, field: text })),
  /** In their order; a body holds no secret. */
  requests: z.array(
    z.strictObject({
      request: text,
      body: z.unknown().optional(),
      /** Of a body that is too large to be printed. */
      bodyCharacters: z.number().optional(),
    }),
  ),
  /** What the message of its publish may say. */
  summary: text,
  /** Why nothing may be written to the project now. */
  refusal: text.optional(),
})
export type ReviewForm = z.infer<typeof reviewFormSchema>
