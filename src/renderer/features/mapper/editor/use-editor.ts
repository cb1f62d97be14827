import { onBeforeUnmount, onMounted, shallowRef, useTemplateRef, watch } from 'vue'

/** What every editor here can do. */
interface CodeEditor {
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  destroy(): void
}

/**
 * An editor in the element that the template calls `host`: made when its code is there, with text and
 * protection as the props say, and gone with the component. Watches the text before anything that its
 * component watches later, since what else is shown is about places in it.
 *
 * @param load fetches the code: nobody pays for it before the first editor
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
