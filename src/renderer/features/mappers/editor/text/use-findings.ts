import { computed, shallowRef, watch } from 'vue'
import { applyEdits } from '../../../../../core/mapper/lint/edits'
import type { MapperFinding } from '../../../../../core/mapper/lint/finding'
import type { LintSituation } from '../../../../../core/mapper/lint/rule'
import { request } from '../../../../bridge/request'
import { useLatest } from '../../../../composables/use-latest'
import type { ShownRun } from '../result/use-run'
import type { StepVerb } from './use-mapper-text'
import { problemOfFinding, problemOfRun, problemOfSize, type TextProblem } from './problems'

const quietMilliseconds = 120

/**
 * What is wrong with the mapper: by the rules and the linter, and where its last run stopped.
 *
 * @param replace puts a repaired text in place, as one step of undo
 */
export function useFindings(deps: {
  readonly text: () => string | undefined
  readonly situation: () => LintSituation
  readonly shown: () => ShownRun | undefined
  /** Whether the text is run at all: without claims it is only inspected. */
  readonly runs: () => boolean
  readonly replace: (text: string, verb: StepVerb) => void
}) {
  /** With the text whose places they name. */
  const inspected = shallowRef<{
    readonly text: string
    readonly findings: readonly MapperFinding[]
  }>({ text: '', findings: [] })
  /** Whether the last inspection gave no answer. */
  let hasFailed = false

  const { askNow: inspect } = useLatest(
    [deps.text, deps.situation],
    quietMilliseconds,
    async (signal) => {
      const text = deps.text()
      if (text === undefined) return undefined
      const input = { text, situation: deps.situation() }
      const ask = () => request('mapper.inspect', input, { signal })
      const first = await ask()
      // Another text may have stopped the engine; it has been restarted meanwhile.
      const isStopped = !first.ok && first.error.code === 'mapper.stopped'
      return { text, result: isStopped ? await ask() : first }
    },
    ({ text, result }) => {
      hasFailed = !result.ok
      inspected.value = { text, findings: result.ok ? result.value.findings : [] }
    },
  )

  /** Where the run stopped; only for the current text. */
  const stopped = computed<TextProblem | undefined>(() => {
    const shown = deps.shown()
    return shown && problemOfRun(shown.run, shown.input.text, inspected.value)
  })
  const isCurrent = computed(() => inspected.value.text === deps.text())
  /** In the order of the text; an error of the run replaces the linter's finding at the same place. */
  const problems = shallowRef<readonly TextProblem[]>([])

  /** Run and inspection must be about the same text; until then the previous problems stay. */
  function collect(): void {
    const shown = deps.shown()
    const isRun = deps.runs() && shown !== undefined
    if (isRun && shown.input.text !== inspected.value.text) return
    const stop = isRun && stopped.value?.place === 'mapper' ? stopped.value : undefined
    const others = inspected.value.findings
      .filter((finding) => finding !== stop?.finding && !isSame(finding, stop))
      .map((finding) => problemOfFinding(finding))
    const large = isRun ? problemOfSize(shown.run) : []
    problems.value = [...(stop ? [stop] : []), ...large, ...others].toSorted(
      (left, right) => left.start - right.start,
    )
  }
  watch([inspected, deps.shown, deps.runs], collect)

  /** Repairs what a finding is about, unless the text has moved on from under it. */
  function fix({ finding }: TextProblem): void {
    if (!finding?.fix || !isCurrent.value || !inspected.value.findings.includes(finding)) return
    deps.replace(applyEdits(inspected.value.text, finding.fix.edits), 'Repaired')
    void inspect()
  }

  /** Looks now at what was not looked at yet. */
  function catchUp(): void {
    if (!isCurrent.value || hasFailed) void inspect()
  }

  return { problems, stopped, isCurrent, fix, catchUp }
}

const isSame = (finding: MapperFinding, own: TextProblem | undefined): boolean =>
  own !== undefined &&
  finding.rule === 'jsonnet' &&
  finding.severity === 'error' &&
  finding.start === own.start
