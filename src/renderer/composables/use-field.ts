import { computed } from 'vue'
import type { HelpId } from '../../core/help/help'
import { useElementId } from './use-element-id'

/** The texts around a control, as `FieldFrame` shows them. */
export interface FieldWords {
  readonly label: string
  readonly edited?: boolean | string
  readonly error?: string
  readonly warning?: string
  readonly hint?: string
  readonly help: HelpId
}

/**
 * What binds a control to the frame around it: the control's id, the frame's props, and the
 * attributes that tell assistive technology which of the frame's texts belongs to the control.
 */
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
