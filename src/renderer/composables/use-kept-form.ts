import { onBeforeUnmount, readonly, ref, type Ref } from 'vue'
import { useProject } from '../project/use-project'

/** A form as it was left: plain values without any secret. */
interface LeftForm {
  readonly values: unknown
  /** A secret was in it, which has to be typed again. */
  readonly hadSecret: boolean
}

/** Forms that were left with something typed in them, by name. In memory alone: they end with the window. */
export type LeftForms = Map<string, LeftForm>

const ofWindow: LeftForms = new Map()
const ofProject = Symbol('left forms')

/** Left forms about no project. */
export const useWindowForms = (): LeftForms => ofWindow

/** Left forms about the open project. */
export const useProjectForms = (): LeftForms =>
  useProject().keep(ofProject, (): LeftForms => new Map())

export interface KeptForm {
  /** Whether the form holds anything but what it began with, a secret included. */
  isTyped(): boolean
  hasSecret(): boolean
  /** Whether it opened as it was left, and whether a secret was in it then. */
  readonly restored: Readonly<Ref<'no' | 'whole' | 'without-secret'>>
  /** Empties it. */
  startOver(): void
  /** Nothing is kept when it closes: its values were used, or the person does not want them. */
  done(): void
}

/**
 * Keeps the values of a form that is left without an end, and gives them back when it opens again. To be
 * called once the form has the values that it begins with.
 *
 * @param read the values, plain and without any secret
 * @param write puts such values into the form
 * @param hasSecret whether the form holds a secret, which is not kept
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
