import type { EmulatorState, EvaluateMapper } from '../emulator'
import { outputOf } from '../core/mapper/cases/case-of-run'
import type { MapperRun } from '../core/mapper/kratos/run'
import { readIdentity } from '../core/mapper/kratos/known-addresses'
import { presetSchemas } from '../core/mapper/kratos/preset-schemas'
import { isJsonObject } from '../core/model/json'
import type { MapperEngine } from './mapper/engine'
import { runMapper } from './mapper/run'
import type { StartEmulator } from './services/workspaces/demo'

type Report = Awaited<ReturnType<EvaluateMapper>>

/** Where Ory says that it stopped, by the code of an error. */
const stopped: ReadonlyMap<string, { readonly step: string; readonly reason: string }> = new Map([
  ['mapper.output-shape', { step: 'jsonnet_run', reason: 'invalid_traits' }],
  ['mapper.schema', { step: 'schema_validate', reason: 'traits_invalid' }],
])

/**
 * What Ory reports about a run.
 * @param asksForMissing in a sign-in, where Ory asks the person for a missing trait, so that it is no failure
 */
function reportOf(run: MapperRun, asksForMissing: boolean): Report {
  const { error: runError, evaluation, schemaProblems = [] } = run
  const output = outputOf(run)
  const found = schemaProblems.map(({ path, message, missing }) => ({
    path: `/traits${path.map((name) => `/${name}`).join('')}`,
    message,
    missing,
  }))
  const problems = found.filter(({ missing }) => !missing)
  const missing = found.flatMap((each) => (each.missing ? [each.path] : []))
  const isOnlyMissing =
    asksForMissing &&
    runError?.code === 'mapper.schema' &&
    problems.length === 0 &&
    missing.length > 0
  const error = isOnlyMissing ? undefined : runError
  const where = (error && stopped.get(error.code)) ?? {
    step: 'jsonnet_run',
    reason: 'evaluation_failed',
  }
  return {
    // The same JSON; the emulator’s own type of it is not read-only.
    ...(isJsonObject(output) ? { output: output as NonNullable<Report['output']> } : {}),
    ...(evaluation?.trace ? { stderr: evaluation.trace } : {}),
    ...(error ? { error: { ...where, message: error.message } } : {}),
    ...(run.ending?.at === 'refused' ? { status: run.ending.status } : {}),
    problems: problems.map(({ path, message }) => ({ path, message })),
    missing,
  }
}

/** @internal Runs the demo's mappers in the app's engine; tests run one without a sign-in around it. */
export const createEvaluateMapper =
  (engine: MapperEngine): EvaluateMapper =>
  async ({ mapper: text, claims, given, identity, schema }) => {
    const known = schema.text ?? presetText(schema.id)
    const input = {
      text,
      fileName: 'mapper.jsonnet',
      claims: { mode: 'exact', json: JSON.stringify(claims), ...(given ? { given } : {}) },
      ...(identity ? { identity: readIdentity(identity) } : {}),
      ...(known === undefined ? {} : { schema: known }),
    } as const
    return reportOf(await runMapper(engine, input), given !== 'scim')
  }

/** Starts the demo's emulator, whose test sign-ins and SCIM servers run mappers in the app's engine. */
export function createStartEmulator(engine: MapperEngine): StartEmulator {
  const evaluateMapper = createEvaluateMapper(engine)
  return async ({ state, onChange }) => {
    const emulator = await import('../emulator')
    return emulator.startEmulator({
      // The emulator wrote it itself, and a state of another version is not read from disk.
      ...(state ? { state: state as EmulatorState } : {}),
      evaluateMapper,
      onChange,
    })
  }
}

function presetText(id: string): string | undefined {
  return Object.hasOwn(presetSchemas, id) ? JSON.stringify(presetSchemas[id]) : undefined
}
