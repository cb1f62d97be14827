import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { draftSchema } from '../core/draft/draft'
import { hasSecretField } from '../core/fields/fields'
import { intentOf, targetsOf, type Intents } from '../core/intents/intents'
import { isSecretReference } from '../core/intents/secret-places'
import { screenJson } from '../core/set-up-file/screen'
import { readText } from './files'
import { CommandError } from './command-error'

const format = 'sso-workbench/plan'
const version = 1

/** A plan as `plan --out` writes it and `apply` sends it. It holds no secret, only references to some. */
const planFileSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** ISO 8601 time. */
  madeAt: z.string(),
  /** Name of the project, for people. */
  project: z.string(),
  /** Path and SHA-512 of the project's file in the team folder, as it was planned from. */
  from: z.strictObject({ path: z.string(), sha512: z.string() }),
  draft: draftSchema,
  /** What is sent, and what that does to people: `apply` sends nothing else. */
  shown: z.string(),
  told: z.string(),
})
export type PlanFile = z.infer<typeof planFileSchema>

/** Writes a plan where no file is yet, or over one. */
export async function writePlanFile(
  path: string,
  plan: Omit<PlanFile, 'format' | 'version'>,
): Promise<void> {
  const text = `${JSON.stringify({ format, version, ...plan }, undefined, 2)}\n`
  await writeFile(path, text, { mode: 0o600 }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${path} cannot be written: ${why}`)
  })
}

/** Reads a plan that anybody may have written. */
export async function readPlanFile(path: string): Promise<PlanFile> {
  const unusable = (why: string) => new CommandError(`${path} is no plan that can be used: ${why}.`)
  const text = await readText(path)
  try {
    JSON.parse(text)
  } catch {
    // Its message may quote the text.
    throw unusable('it is not JSON')
  }
  // Too large, too deep for whoever walks it, or with names that are no members.
  const screened = screenJson(text)
  if (!screened.ok) throw unusable(screened.problem)
  const { value } = screened
  const head = z.looseObject({ format: z.literal(format), version: z.number() }).safeParse(value)
  if (!head.success) throw unusable('sso-workbench plan --out did not write it')
  if (head.data.version !== version) throw unusable('another version of sso-workbench wrote it')
  const read = planFileSchema.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw unusable(`it was changed at ${issue?.path.map(String).join('.') ?? 'its root'}`)
  }
  const misuse = secretMisuse(read.data.draft.intents)
  if (misuse !== undefined) throw unusable(misuse)
  return read.data
}

/** Why no secrets may be filled into intents; `undefined` if they may. The reason quotes no value. */
function secretMisuse(intents: Intents): string | undefined {
  const references = new Set<string>()
  for (const target of targetsOf(intents)) {
    for (const [field, { to }] of Object.entries(intentOf(intents, target)?.fields ?? {})) {
      if (!hasSecretField(target.kind, field) || to === undefined || to === '') continue
      const place = `${field} of ${target.key}`
      if (!isSecretReference(to)) return `the ${place} is a secret itself, not a reference to one`
      if (references.has(to.$secret)) return `the ${place} has the reference of another secret`
      references.add(to.$secret)
    }
  }
  return undefined
}
