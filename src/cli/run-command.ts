import { providerClaims } from '../core/mapper/kratos/provider-claims'
import type { MapperIdentity } from '../core/mapper/kratos/variables'
import type { ClaimsInput, MapperRun } from '../core/mapper/run'
import { isJsonObject, type JsonObject } from '../core/model/json-value'
import { runMapper } from '../main/mapper/run'
import { UsageError, type RunArguments } from './arguments'
import { startEngine } from './engine'
import { readJsonObject, readJsonText, readSchema, readText } from './files'
import { writeJson, type Streams } from './streams'

/** `mapper run`: the output on stdout and 0, or the message on stderr and 1. */
export async function runCommand(command: RunArguments, out: Streams): Promise<number> {
  const engine = startEngine()
  const [text, claims, identity, schema] = await Promise.all([
    readText(command.file),
    readClaims(command),
    command.identity === undefined ? undefined : readJsonObject(command.identity),
    command.schema === undefined ? undefined : readSchema(command.schema),
  ])
  const run = await runMapper(engine, {
    text,
    fileName: command.file,
    claims,
    ...(identity ? { identity: identityOf(identity) } : {}),
    ...(command.updateOnLogin ? { updateOnLogin: command.updateOnLogin } : {}),
    ...(schema === undefined ? {} : { schema }),
  })
  await engine.close()
  if (command.json) writeJson(out, jsonOf(run))
  else print(run, out)
  return run.error ? 1 : 0
}

async function readClaims({ claims, provider }: RunArguments): Promise<ClaimsInput> {
  if (provider === undefined) return { mode: 'exact', json: await readJsonText(claims) }
  if (!providerClaims.has(provider)) {
    const kinds = [...providerClaims.keys()].sort().join(', ')
    throw new UsageError(`There is no provider kind “${provider}”. There are: ${kinds}.`)
  }
  return { mode: 'provider', kind: provider, payload: await readJsonObject(claims) }
}

/** An identity as the API gives it has more members; a mapper sees three. */
function identityOf(identity: JsonObject): Partial<MapperIdentity> {
  const names: (keyof MapperIdentity)[] = ['traits', 'metadata_public', 'metadata_admin']
  return Object.fromEntries(
    names.flatMap((name) => (isJsonObject(identity[name]) ? [[name, identity[name]]] : [])),
  )
}

function print({ evaluation, error }: MapperRun, out: Streams): void {
  if (evaluation) {
    if (evaluation.trace !== '') out.warn(evaluation.trace)
    if (evaluation.slow !== undefined) out.warn(`Warning: ${evaluation.slow}`)
    out.write(evaluation.output)
  }
  if (error) out.warn(error.text ?? error.message)
}

function jsonOf(run: MapperRun) {
  const { claims, evaluation, mapped, signIn, addresses, consequences, error } = run
  return {
    ok: error === undefined,
    ...(claims ? { claims: claims.claims } : {}),
    ...(evaluation
      ? {
          output: JSON.parse(evaluation.output) as unknown,
          trace: evaluation.trace,
          milliseconds: Math.round(evaluation.milliseconds * 10) / 10,
          ...(evaluation.slow === undefined ? {} : { slow: evaluation.slow }),
        }
      : {}),
    ...(mapped ? { verifiedAddresses: mapped.verifiedAddresses, ignored: mapped.ignored } : {}),
    ...(signIn ? { identity: signIn.identity, changed: signIn.changed } : {}),
    ...(addresses ? { addresses } : {}),
    ...(consequences && consequences.length > 0 ? { consequences } : {}),
    ...(error ? { error } : {}),
  }
}
