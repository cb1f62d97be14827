import { computed } from 'vue'
import type { HelpId } from '../../core/help/help'
import { useElementId } from './use-element-id'

export interface FieldWords {
  readonly label: string
  readonly edited?: boolean | string
  readonly error?: string
  readonly warning?: string
  readonly hint?: string
  readonly help: HelpId
  readonly disabled?: boolean
}

/** Binds a control to its frame: the ID, the frame's props, and the ARIA attributes. */
export function useField(props: FieldWords) {
  const id = useElementId()
  const frame = computed(() => {
    const { label, edited, error, warning, hint, help } = props
    return { label, inputId: id, edited, error, warning, hint, help }
  })
  const described = computed(() => {
    const text = props.error || props.warning ? 'error' : props.hint ? 'hint' : undefined
    return {
      'aria-invalid': props.error ? ('true' as const) : undefined,
      'aria-describedby': text && `${id}-${text}`,
    }
  })
  return { id, frame, described }
}
