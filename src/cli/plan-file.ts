import { randomUUID } from 'node:crypto'
import { lstat, rename, rm, stat, writeFile } from 'node:fs/promises'
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

/** Removes an earlier plan, or a link in its place, so that `apply` cannot send what is out of date. */
export async function removePlanFile(path: string): Promise<void> {
  // Nothing is at the path, or nothing that can be read: writing the plan says why.
  const found = await lstat(path).catch(() => undefined)
  if (!found) return
  // A link may lead to a device, such as /dev/stdout: it is not ours to replace.
  const target = await stat(path).catch(() => undefined)
  if (target && !target.isFile()) throw new CommandError(`${path} is not a regular file.`)
  await rm(path).catch((error: unknown) => {
    throw new CommandError(`${path} cannot be removed: ${reason(error)}`)
  })
}

/** Writes a plan into a new file that only its owner can read, in the place of whatever is there: no link is followed. */
export async function writePlanFile(
  path: string,
  plan: Omit<PlanFile, 'format' | 'version'>,
): Promise<void> {
  const text = `${JSON.stringify({ format, version, ...plan }, undefined, 2)}\n`
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' })
    await rename(temporary, path)
  } catch (error) {
    // The error that is reported is the first one.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new CommandError(`${path} cannot be written: ${reason(error)}`)
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))

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
