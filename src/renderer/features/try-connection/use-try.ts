import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { appError, type AppError } from '../../../core/errors/app-error'
import type { LeftBehind, TryStepTold } from '../../../core/ipc/check'
import { t } from '../../../core/language/translate'
import type { JsonObject } from '../../../core/model/json'
import { readPastedResult } from '../../../core/check/try/paste'
import { readTryResult, type TryResult } from '../../../core/check/try/result'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

export function stepText(step: TryStepTold | undefined): string {
  if (!step) return t('Beginning…')
  switch (step.kind) {
    case 'asking':
      return t('Waiting for your answer in the dialog…')
    case 'preparing':
      return t('Making the test sign-in…')
    case 'at':
      return step.host === ''
        ? t('Go on in the window that opened. It is at no page.')
        : t('Go on in the window that opened. It is at {host}.', { host: step.host })
    case 'reading':
      return t('Reading the result…')
    case 'in-browser':
      return t('Go on in your browser. Then bring the result back here.')
    case 'refused':
    case 'embedded-refused':
      return t('Go on in the window that opened.')
  }
}

type Refused = Extract<TryStepTold, { kind: 'refused' }>

function wantedText({ what, host }: Refused): string {
  switch (what) {
    case 'window':
      return host === ''
        ? t('The page wanted to open a further window.')
        : t('The page wanted to open a further window ({host}).', { host })
    case 'download':
      return host === ''
        ? t('The page wanted to download a file.')
        : t('The page wanted to download a file ({host}).', { host })
    case 'address':
      return host === ''
        ? t('The page wanted to load something without TLS.')
        : t('The page wanted to load something without TLS ({host}).', { host })
    case 'certificate':
      return host === ''
        ? t('The page wanted a client certificate.')
        : t('The page wanted a client certificate ({host}).', { host })
  }
}

export function refusedText(refused: Refused): string {
  return `${wantedText(refused)} ${t('It was refused.')}`
}

export function leftText(left: LeftBehind): string {
  return left === 'key'
    ? t(
        'The API key could not be deleted. It stops working within the hour, and ' +
          'the next start of the app tries again.',
      )
    : t('The test sign-in could not be deleted at Ory; it expires by itself.')
}

type Step<Kind extends TryStepTold['kind']> = Extract<TryStepTold, { kind: Kind }>

export interface Confirmation {
  readonly confirmedSlug?: string
}

/** One test sign-in after another with a connection; the one under way ends with the scope. */
export function useTry(connectionKey: string) {
  const project = useProject()
  const { projectId } = project
  const busy = ref(false)
  /** What happened to the last one, where it came to no result. */
  const said = ref('')
  const error = shallowRef<AppError>()
  const payload = shallowRef<JsonObject>()
  const left = shallowRef<readonly LeftBehind[]>([])
  const step = shallowRef<TryStepTold>()
  const refused = shallowRef<readonly Step<'refused'>[]>([])
  const embeddedRefused = shallowRef<Step<'embedded-refused'>>()
  const inBrowser = shallowRef<Step<'in-browser'>>()
  const pasteProblem = ref<string>()
  const pasteNote = ref<string>()
  const result = computed<TryResult | undefined>(() =>
    payload.value ? readTryResult(payload.value) : undefined,
  )
  let controller: AbortController | undefined

  onScopeDispose(() => controller?.abort())

  function take(next: TryStepTold): void {
    if (next.kind === 'refused') {
      const isKnown = refused.value.some(
        ({ what, host }) => what === next.what && host === next.host,
      )
      if (!isKnown) refused.value = [...refused.value, next]
    } else if (next.kind === 'embedded-refused') embeddedRefused.value = next
    else {
      step.value = next
      if (next.kind === 'in-browser') inBrowser.value = next
    }
  }

  function clear(): void {
    said.value = ''
    error.value = undefined
    payload.value = undefined
    left.value = []
    step.value = undefined
    refused.value = []
    embeddedRefused.value = undefined
    inBrowser.value = undefined
    pasteProblem.value = undefined
    pasteNote.value = undefined
  }

  async function start(where: 'window' | 'browser', confirmation: Confirmation): Promise<void> {
    if (busy.value) return
    clear()
    busy.value = true
    controller = new AbortController()
    const { signal } = controller
    try {
      // Main judges by the draft on disk whether the connection can be tried.
      await project.saving.flush()
      if (project.saving.state === 'failed') {
        error.value =
          project.saving.error ?? appError('file.write-failed', t('The draft was not saved'))
        return
      }
      const input = { projectId, connectionKey, where, ...confirmation }
      const ended = await request('connection.try', input, { signal, onProgress: take })
      // What was pasted is the result, and its sign-in was only taken back.
      if (payload.value) return
      if (!ended.ok) {
        if (ended.error.code === 'request.cancelled') said.value = t('Cancelled.')
        else fail(ended.error)
        return
      }
      const { value } = ended
      if (value.kind !== 'declined') left.value = value.left
      if (value.kind === 'captured') payload.value = value.payload
      else said.value = endWords[value.kind]
    } finally {
      busy.value = false
    }
  }

  /** The known environment or slug may be old: the project is read again, and then asks for its slug. */
  function fail(found: AppError): void {
    error.value = found
    if (found.code === 'guard.slug') void project.refresh()
  }

  async function toBrowser(what: 'sign-in' | 'result'): Promise<void> {
    const opened = await request('connection.try-in-browser', { projectId, what })
    if (!opened.ok) error.value = opened.error
  }

  function paste(text: string): void {
    const read = readPastedResult(text, inBrowser.value?.flowId)
    pasteProblem.value = read.ok ? undefined : read.why
    if (!read.ok) return
    pasteNote.value = read.note
    payload.value = read.payload
    controller?.abort()
  }

  return {
    busy,
    said,
    error,
    result,
    left,
    step,
    refused,
    embeddedRefused,
    inBrowser,
    pasteProblem,
    pasteNote,
    start,
    cancel: () => controller?.abort(),
    toBrowser,
    paste,
  }
}

const endWords = {
  declined: t('Nothing was done.'),
  closed: t('The window was closed before the sign-in ended.'),
  expired: t('An hour has passed, so the test sign-in has expired.'),
} as const
