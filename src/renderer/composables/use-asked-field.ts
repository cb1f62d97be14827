import { nextTick, watch } from 'vue'
import { useProject } from '../project/use-project'

/** Input elements first; buttons beside a field, such as `Revert`, come last. */
const controls = ['input', 'textarea', 'select', '[role="combobox"]', '[contenteditable]', 'button']

function controlIn(place: Element): HTMLElement | undefined {
  for (const control of controls) {
    for (const found of place.querySelectorAll<HTMLElement>(control)) {
      if (!found.matches(':disabled') && found.tabIndex >= 0) return found
    }
  }
  return undefined
}

function fieldIn(panel: HTMLElement, name: string | undefined): HTMLElement | undefined {
  if (name !== undefined) {
    const place = panel.querySelector(`[data-field="${CSS.escape(name)}"]`)
    return place ? controlIn(place) : undefined
  }
  for (const place of panel.querySelectorAll('[data-field]')) {
    const found = controlIn(place)
    if (found) return found
  }
  // A deleted entity has no editable field.
  return controlIn(panel)
}

/** Focuses the requested field. @param panel has fields with `data-field` @param unfold reveals a folded field */
export function useAskedField(
  panel: () => HTMLElement | undefined,
  unfold: (name: string) => void = () => undefined,
): void {
  const { place } = useProject()
  watch(
    () => [place.askedField, panel()] as const,
    async ([asked, element]) => {
      if (!asked || !element) return
      place.askedField = undefined
      if (asked.name !== undefined) unfold(asked.name)
      await nextTick()
      const field = fieldIn(element, asked.name)
      field?.focus({ preventScroll: true })
      field?.scrollIntoView({ block: 'nearest' })
      if (field instanceof HTMLInputElement) field.select()
    },
    { immediate: true, flush: 'post' },
  )
}
