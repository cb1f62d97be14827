import { basisNames, basisNotes, type BasisNote } from '../core/mapper/kratos/basis'
import type { PageMessage } from '../core/mapper/engine'
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
import type { RunArguments } from './arguments'
import { ended, type Ended } from './command'
import { startEngine } from './engine'
import { CommandError } from './command-error'
import { readJsonObject, readJsonText, readSchema, readText } from './files'
import { UsageError } from './options'
import { plainJson } from './plain-text'
import { runJson } from './run-json'
import { writeJson, type Streams } from './streams'

/** `mapper run`: prints the output on stdout and returns 0, or the message on stderr and 1. */
export async function runCommand(command: RunArguments, out: Streams): Promise<Ended> {
  const engine = startEngine()
  const [text, claims, identity, schema, form] = await Promise.all([
    readText(command.file),
    readClaims(command),
    command.identity === undefined ? undefined : readJsonObject(command.identity),
    command.schema === undefined ? undefined : readSchema(command.schema),
    command.form === undefined ? undefined : readJsonObject(command.form),
  ])
  const input: MapperInput = {
    text,
    fileName: command.file,
    address: command.mapperUrl ?? toMapperUrl(text),
    claims,
    ...(identity ? { identity: readIdentity(identity) } : {}),
    ...(command.updateOnLogin ? { updateOnLogin: command.updateOnLogin } : {}),
    ...(schema === undefined ? {} : { schema }),
    ...(form === undefined ? {} : { form }),
  }
  const run = await runMapper(engine, input)
  await engine.close()
  const notes =
    givenOf(claims) === 'scim'
      ? [...scimBasis, ...scimNotes(input, run)]
      : basisNotes(input, run, command.provider ?? '')
  if (command.json) writeJson(out, runJson(run, notes))
  else print(run, notes, out)
  return run.error ? ended.failed : ended.done
}

async function readClaims(command: RunArguments): Promise<ClaimsInput> {
  const { claims, provider, exact, issuer, clientId } = command
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
