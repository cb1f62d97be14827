import { onBeforeUnmount, onMounted, shallowRef, useTemplateRef, watch } from 'vue'

/** What every editor here can do. */
interface CodeEditor {
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  destroy(): void
}

/**
 * An editor in the template element `host`: created once its code is loaded, with text and read-only state
 * from the props, and destroyed with the component. It watches the text before anything that the component
 * watches later, since marks and remarks refer to places in the text.
 *
 * @param load imports the code, which is loaded with the first editor only
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
