import { basisNames, basisNotes, type BasisNote } from '../core/mapper/kratos/basis'
import type { PageMessage, MapperError } from '../core/mapper/engine'
import { blockedWords } from '../core/mapper/kratos/form-objects'
import { exceededLimit } from '../core/mapper/kratos/ending'
import { readIdentity } from '../core/mapper/kratos/known-addresses'
import { providerClaims } from '../core/mapper/kratos/provider-claims'
import {
  givenOf,
  type ClaimsInput,
  type MapperInput,
  type MapperRun,
} from '../core/mapper/kratos/run'
import { scimKind } from '../core/mapper/given'
import { scimBasis, scimNotes } from '../core/mapper/scim/basis'
import { isJsonObject } from '../core/model/json'
import { toMapperUrl } from '../core/model/mapper-text'
import { runMapper } from '../main/mapper/run'
import type { MapperValues } from './mapper'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { startEngine } from './engine'
import { CommandError } from './command-error'
import { readJsonObject, readJsonText, readSchema, readText } from './files'
import { UsageError } from './options'
import { plainJson } from './plain-text'

/** `mapper run`: prints the output on stdout and returns 0, or the message on stderr and 1. */
export async function runCommand(file: string, values: MapperValues, out: Streams): Promise<Ended> {
  const update = updateOnLogin(values)
  const engine = startEngine()
  const [text, claims, identity, schema, form] = await Promise.all([
    readText(file),
    readClaims(values),
    values.identity === undefined ? undefined : readJsonObject(values.identity),
    values.schema === undefined ? undefined : readSchema(values.schema),
    values.form === undefined ? undefined : readJsonObject(values.form),
  ])
  const input: MapperInput = {
    text,
    fileName: file,
    address: values['mapper-url'] ?? toMapperUrl(text),
    claims,
    ...(identity ? { identity: readIdentity(identity) } : {}),
    ...update,
    ...(schema === undefined ? {} : { schema }),
    ...(form === undefined ? {} : { form }),
  }
  const run = await runMapper(engine, input)
  await engine.close()
  const notes =
    givenOf(claims) === 'scim'
      ? [...scimBasis, ...scimNotes(input, run)]
      : basisNotes(input, run, values.provider ?? '')
  if (values.json) writeJson(out, runJson(run, notes))
  else print(run, notes, out)
  return run.error ? ended.failed : ended.done
}

function updateOnLogin({
  'update-on-login': update,
}: MapperValues): Pick<MapperInput, 'updateOnLogin'> {
  if (update === undefined) return {}
  if (update === 'never' || update === 'automatic') return { updateOnLogin: update }
  throw new UsageError('--update-on-login is never or automatic.')
}

async function readClaims(values: MapperValues): Promise<ClaimsInput> {
  const { scim, exact, issuer, 'client-id': clientId } = values
  const provider = scim === undefined ? values.provider : scimKind
  const claims = values.claims ?? scim
  if (claims === undefined) throw new UsageError('run needs --claims FILE or --scim FILE.')
  if (provider === undefined) return { mode: 'exact', json: await readJsonText(claims) }
  if (exact) return { mode: 'exact', json: await readJsonText(claims), given: 'scim' }
  if (provider !== scimKind && !providerClaims.has(provider)) {
    const kinds = [...providerClaims.keys(), scimKind].sort().join(', ')
    throw new UsageError(`There is no provider kind “${provider}”. There are: ${kinds}.`)
  }
  const json = await readJsonText(claims)
  const payload: unknown = JSON.parse(json)
  if (!isJsonObject(payload)) throw new CommandError(`${claims} is not a JSON object.`)
  return {
    mode: 'provider',
    kind: provider,
    payload,
    json,
    ...(issuer === undefined ? {} : { issuer }),
    ...(clientId === undefined ? {} : { clientId }),
  }
}

function print(run: MapperRun, notes: readonly BasisNote[], out: Streams): void {
  const { evaluation, error, signIn, ending, blocked = [] } = run
  if (evaluation) {
    if (evaluation.trace !== '') out.warn(evaluation.trace)
    if (evaluation.slow !== undefined) out.warn(`Warning: ${evaluation.slow}`)
    if (evaluation.large !== undefined) out.warn(`Error: ${evaluation.large}`)
    out.write(plainJson(evaluation.output))
  }
  if (signIn && !signIn.mapped) {
    out.warn('The mapper is not run: this sign-in does not change the identity.')
  }
  for (const trait of blocked) out.warn(`Error in the identity schema: ${blockedWords(trait)}`)
  const limit = error && exceededLimit(error)
  if (limit !== undefined) out.warn(limit)
  if (limit !== undefined && ending?.at === 'error') {
    out.warn(`Ory's error page says: ${ending.text}`)
  } else if (error && limit === undefined) {
    out.warn(error.text ?? error.message)
  }
  if (ending?.at === 'provisioned' || ending?.at === 'refused') {
    out.warn(`Ory answers the identity provider with ${ending.status}.`)
  }
  if (ending && 'messages' in ending) {
    for (const message of ending.messages) {
      out.warn(`Ory's ${ending.at} page says: ${messageLine(message)}`)
    }
  }
  for (const { about, known, text } of notes) {
    // What another identity has is said nowhere above.
    if (known === 'run' || about === 'addresses') continue
    const [first = '', ...rest] = basisNames[known]
    out.warn(`${first.toUpperCase()}${rest.join('')}: ${text}`)
  }
}

const messageLine = ({ id, field, text }: PageMessage) =>
  `${field === undefined ? '' : `${field}: `}${text} (message ${id})`

/** The text on the error page and in the log, or the reason why the form is shown again. */
function textOf({ ending, error, consequences = [] }: MapperRun): string | undefined {
  if (ending?.at === 'error') return ending.text
  return consequences.length > 0 ? consequences.join('\n') : (error?.text ?? error?.message)
}

/**
 * A run as printed by `--json`. Every failure that ends on a form has the code `mapper.schema` and its
 * `consequences`, whatever refused it: scripts use that to distinguish a form from the error page.
 *
 * @param notes what the statements are based on
 */
export function runJson(run: MapperRun, notes: readonly BasisNote[] = []) {
  const { claims, evaluation, mapped, signIn, identity, ending, error } = run
  const onForm = ending !== undefined && 'messages' in ending
  return {
    ok: error === undefined,
    ...(ending ? { end: ending.at } : {}),
    ...(ending && 'status' in ending && ending.at !== 'error' ? { status: ending.status } : {}),
    ...(onForm ? { messages: ending.messages } : {}),
    ...(claims ? { claims: claims.claims } : {}),
    ...(evaluation
      ? {
          output: JSON.parse(evaluation.output) as unknown,
          trace: evaluation.trace,
          milliseconds: Math.round(evaluation.milliseconds * 10) / 10,
          ...(evaluation.slow === undefined ? {} : { slow: evaluation.slow }),
          ...(evaluation.large === undefined ? {} : { large: evaluation.large }),
        }
      : {}),
    ...(mapped ? { verifiedAddresses: mapped.verifiedAddresses, ignored: mapped.ignored } : {}),
    ...(identity ? { identity } : {}),
    ...(signIn ? { changed: signIn.changed, mapped: signIn.mapped } : {}),
    ...(run.addresses ? { addresses: run.addresses } : {}),
    ...(run.conflicts && run.conflicts.length > 0 ? { conflicts: run.conflicts } : {}),
    ...(run.blocked ? { blocked: run.blocked } : {}),
    ...(run.consequences && run.consequences.length > 0 ? { consequences: run.consequences } : {}),
    ...(error ? { error: errorJson(run, error) } : {}),
    ...(notes.length > 0
      ? {
          basis: notes.map(({ about, known, text }) => ({ about, known: basisNames[known], text })),
        }
      : {}),
  }
}

function errorJson(run: MapperRun, { form: _form, ...error }: MapperError) {
  const onForm = run.ending !== undefined && 'messages' in run.ending
  const text = textOf(run)
  return {
    ...error,
    ...(onForm ? { code: 'mapper.schema' } : {}),
    ...(text === undefined ? {} : { text }),
  }
}
