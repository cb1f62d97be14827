import { onBeforeUnmount, readonly, ref, type Ref } from 'vue'
import { useProject } from '../project/use-project'

/** A form as it was left: plain values without any secret. */
interface LeftForm {
  readonly values: unknown
  /** A secret has to be typed again. */
  readonly hadSecret: boolean
}

/** Unfinished forms by name, in memory only. */
export type LeftForms = Map<string, LeftForm>

const ofWindow: LeftForms = new Map()
const ofProject = Symbol('left forms')

export const useWindowForms = (): LeftForms => ofWindow

export const useProjectForms = (): LeftForms =>
  useProject().keep(ofProject, (): LeftForms => new Map())

export interface KeptForm {
  /** Whether anything was entered, including a secret. */
  isTyped(): boolean
  hasSecret(): boolean
  /** Whether input was restored, and whether a secret has to be typed again. */
  readonly restored: Readonly<Ref<'no' | 'whole' | 'without-secret'>>
  startOver(): void
  /** Keeps nothing when it closes: the values were used or discarded. */
  done(): void
}

/**
 * Keeps the values of an unfinished form and restores them. Call it after setting the initial values. @param read
 * without secrets
 */
export function useKeptForm<Values>(how: {
  readonly forms: LeftForms
  readonly name: string
  readonly read: () => Values
  readonly write: (values: Values) => void
  readonly hasSecret?: () => boolean
}): KeptForm {
  const { forms, name, read, write, hasSecret = () => false } = how
  const first = read()
  const text = JSON.stringify(first)
  const left = forms.get(name)
  const restored = ref<'no' | 'whole' | 'without-secret'>('no')
  let isDone = false

  if (left) {
    // Each name belongs to one form, which always keeps the same type of values.
    write(left.values as Values)
    restored.value = left.hadSecret ? 'without-secret' : 'whole'
  }
  const isTyped = () => !isDone && (hasSecret() || JSON.stringify(read()) !== text)

  onBeforeUnmount(() => {
    if (!isTyped()) forms.delete(name)
    else forms.set(name, { values: read(), hadSecret: hasSecret() })
  })
  return {
    isTyped,
    hasSecret,
    restored: readonly(restored),
    startOver() {
      write(first)
      restored.value = 'no'
    },
    done() {
      isDone = true
    },
  }
}
