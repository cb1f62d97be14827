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

/** Problems of the mapper from rules, linter and last run. @param replace puts a fixed text in place as one undo step */
export function useFindings(deps: {
  readonly text: () => string | undefined
  readonly situation: () => LintSituation
  readonly shown: () => ShownRun | undefined
  /** Without claims the text is only inspected. */
  readonly runs: () => boolean
  readonly replace: (text: string, verb: StepVerb) => void
}) {
  /** With the text that their positions refer to. */
  const inspected = shallowRef<{
    readonly text: string
    readonly findings: readonly MapperFinding[]
  }>({ text: '', findings: [] })
  /** Whether the last inspection failed. */
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
      // Another text may have stopped the engine, which has restarted.
      const isStopped = !first.ok && first.error.code === 'mapper.stopped'
      return { text, result: isStopped ? await ask() : first }
    },
    ({ text, result }) => {
      hasFailed = !result.ok
      inspected.value = { text, findings: result.ok ? result.value.findings : [] }
    },
  )

  /** Where the run of the current text stopped. */
  const stopped = computed<TextProblem | undefined>(() => {
    const shown = deps.shown()
    return shown && problemOfRun(shown.run, shown.input.text, inspected.value)
  })
  const isCurrent = computed(() => inspected.value.text === deps.text())
  /** In text order; a run error replaces the linter's finding at its place. */
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

  /** Applies a fix, unless the text changed. */
  function fix({ finding }: TextProblem): void {
    if (!finding?.fix || !isCurrent.value || !inspected.value.findings.includes(finding)) return
    deps.replace(applyEdits(inspected.value.text, finding.fix.edits), 'Repaired')
    void inspect()
  }

  /** Inspects pending changes now. */
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
