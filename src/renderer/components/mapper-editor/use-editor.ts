import { onBeforeUnmount, onMounted, shallowRef, useTemplateRef, watch } from 'vue'

interface CodeEditor {
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  destroy(): void
}

/**
 * Creates an editor in the element `host` once its code is loaded, and updates it before the component's own
 * watchers run.
 */
export function useEditor<Editor extends CodeEditor>(
  props: { readonly text: string; readonly version: number; readonly readOnly: boolean },
  load: () => Promise<(parent: HTMLElement) => Editor>,
  onReady: () => void = () => undefined,
) {
  const host = useTemplateRef<HTMLElement>('host')
  const editor = shallowRef<Editor>()
  let gone = false

  onMounted(async () => {
    const create = await load()
    if (gone || !host.value) return
    editor.value = create(host.value)
    onReady()
  })
  watch(
    () => props.version,
    () => editor.value?.setText(props.text),
  )
  watch(
    () => props.readOnly,
    (readOnly) => editor.value?.setReadOnly(readOnly),
  )
  onBeforeUnmount(() => {
    gone = true
    editor.value?.destroy()
  })
  return editor
}
