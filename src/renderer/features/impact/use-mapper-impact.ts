import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { appError, type AppError } from '../../../core/errors/app-error'
import type { MappedPerson, MapperChange, MapperUse } from '../../../core/impact/mappers'
import { loadSamples } from '../../composables/load-samples'
import { useProject } from '../../project/use-project'
import { failure, success, type Result } from '../../../core/errors/result'
import type { RequestInput } from '../../../core/ipc/contract'
import { compareRuns, type RunComparison } from '../../../core/impact/runs'
import { caseInput } from '../../../core/mapper/cases/input'
import { isGoodEnding } from '../../../core/mapper/kratos/ending'
import type { MapperRun } from '../../../core/mapper/kratos/run'
import { samplesFor } from '../../../core/mapper/samples/samples'
import type { SampleFile } from '../../../core/mapper/samples/sample'
import { inlineText } from '../../../core/set-up-file/inline-text'
import { request } from '../../bridge/request'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'

type RunInput = RequestInput<'mapper.run'>
type Person = Pick<MappedPerson, 'name' | 'from'> & { readonly input: Omit<RunInput, 'text'> }

/** As many samples of a provider are run; saved cases all. */
const mostSamples = 6
const mostCases = 50

async function textOf(projectId: ProjectId, { mapperUrl }: MapperUse, signal: AbortSignal) {
  const inline = inlineText(mapperUrl)
  if (inline !== undefined) return success({ text: inline })
  return request('mapper.read', { projectId, mapperUrl }, { signal })
}

/** The project's default identity schema; without one, traits go unchecked. */
async function schemaOf(projectId: ProjectId, signal: AbortSignal): Promise<string | undefined> {
  const listed = await request('identity-schema.list', { projectId }, { signal })
  const entry = listed.ok ? listed.value.schemas.find(({ isDefault }) => isDefault) : undefined
  if (!entry) return undefined
  const read = await request('identity-schema.read', { projectId, id: entry.id }, { signal })
  return read.ok ? read.value.text : undefined
}

function samplePeople(files: readonly SampleFile[], { kind, issuer }: MapperChange): Person[] {
  const hints = { provider: kind, ...(issuer === undefined ? {} : { issuer }) }
  const choices = samplesFor(files, hints).filter(
    ({ fits, sample }) => fits !== 'other' && sample.stops !== true,
  )
  const [best] = choices
  return choices
    .filter(({ fits }) => fits === best?.fits)
    .slice(0, mostSamples)
    .map(({ sample, product }) => ({
      name: `${product}, ${sample.name}`,
      from: 'sample',
      input: { claims: { mode: 'provider', kind, payload: sample.payload } },
    }))
}

async function casePeople(
  projectId: ProjectId,
  { key }: MapperChange,
  text: string,
  signal: AbortSignal,
): Promise<Person[]> {
  const input = { projectId, connectionKey: key, text }
  const stored = await request('case.list', input, { signal })
  const cases = stored.ok
    ? stored.value.cases.flatMap((item) => ('case' in item ? [item.case] : []))
    : []
  return cases.slice(0, mostCases).map((item) => {
    const { text: _text, fileName: _file, ...rest } = caseInput(item, { text, fileName: '' })
    return { name: item.name, from: 'case', input: rest }
  })
}

interface Side {
  readonly text: string
  readonly updateOnLogin: MapperUse['updateOnLogin']
}

async function compared(
  left: RunInput,
  right: RunInput,
  signal: AbortSignal,
): Promise<
  Result<{ readonly runs: readonly [MapperRun, MapperRun]; readonly comparison: RunComparison }>
> {
  const [before, after] = await Promise.all([
    request('mapper.run', left, { signal }),
    request('mapper.run', right, { signal }),
  ])
  if (!before.ok) return before
  if (!after.ok) return after
  const runs = [before.value, after.value] as const
  return success({ runs, comparison: compareRuns(...runs) })
}

/** One person on both sides: at registration, and at the next sign-in of who registered before. */
async function comparePerson(
  { name, from, input }: Person,
  before: Side,
  after: Side,
  signal: AbortSignal,
): Promise<Result<MappedPerson>> {
  const { identity: known, updateOnLogin: _own, ...registering } = input
  const side = (of: Side, more: object = {}): RunInput => ({
    ...registering,
    text: of.text,
    ...more,
  })
  const registration = known ? undefined : await compared(side(before), side(after), signal)
  if (registration && !registration.ok) return registration
  const registered = registration?.value.runs[0]
  const identity = known ?? (isGoodEnding(registered?.ending) ? registered?.identity : undefined)
  if (!identity) {
    return success({
      name,
      from,
      ...(registration ? { registration: registration.value.comparison } : {}),
    })
  }
  const again = (of: Side) => side(of, { identity, updateOnLogin: of.updateOnLogin })
  const signIn = await compared(again(before), again(after), signal)
  if (!signIn.ok) return signIn
  return success({
    name,
    from,
    ...(registration ? { registration: registration.value.comparison } : {}),
    signIn: signIn.value.comparison,
  })
}

/** Runs a changed mapper, before and after, on its saved cases and its provider's samples, in Ory's engine. */
export async function compareMapper(
  projectId: ProjectId,
  change: MapperChange,
  samples: readonly SampleFile[],
  signal: AbortSignal,
): Promise<Result<readonly MappedPerson[]>> {
  const [was, is] = await Promise.all([
    textOf(projectId, change.before, signal),
    textOf(projectId, change.after, signal),
  ])
  if (!was.ok) return was
  if (!is.ok) return is
  const schema = await schemaOf(projectId, signal)
  const cases = await casePeople(projectId, change, is.value.text, signal)
  const before = { text: was.value.text, updateOnLogin: change.before.updateOnLogin }
  const after = { text: is.value.text, updateOnLogin: change.after.updateOnLogin }
  const people: MappedPerson[] = []
  for (const person of [...cases, ...samplePeople(samples, change)]) {
    if (signal.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
    const input = schema === undefined ? person.input : { schema, ...person.input }
    const next = await comparePerson({ ...person, input }, before, after, signal)
    if (!next.ok) return next
    people.push(next.value)
  }
  return success(people)
}

export interface MapperResult {
  readonly people?: readonly MappedPerson[]
  readonly error?: AppError
}

/** Runs the changed mappers one after the other, anew when one of them changed. */
export function useMapperImpact(changes: () => readonly MapperChange[]) {
  const project = useProject()
  const results = shallowRef<ReadonlyMap<string, MapperResult>>(new Map())
  const running = ref(false)
  let current: AbortController | undefined

  async function run(list: readonly MapperChange[], signal: AbortSignal): Promise<void> {
    running.value = true
    // The texts and cases that main knows are those of the draft on disk.
    await project.saving.flush()
    const samples = await loadSamples()
    for (const change of list) {
      if (signal.aborted) return
      const files = samples.ok ? samples.value : []
      const result = await compareMapper(project.projectId, change, files, signal)
      if (signal.aborted) return
      const next: MapperResult = result.ok ? { people: result.value } : { error: result.error }
      results.value = new Map([...results.value, [change.key, next]])
    }
    running.value = false
  }

  watch(
    () => JSON.stringify(changes()),
    () => {
      current?.abort()
      results.value = new Map()
      running.value = false
      const list = changes()
      if (list.length === 0) return
      current = new AbortController()
      void run(list, current.signal)
    },
    { immediate: true },
  )
  onScopeDispose(() => current?.abort())
  return { results, running }
}
