import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { RequestOutput } from '../../../core/ipc/contract'
import { tagLines, textDifference } from '../../components/text-difference'
import { request } from '../../bridge/request'
import { useCompareStore, type FieldRow } from './compare-store'

const contentFields = ['mapper_url', 'raw_idp_metadata_xml'] as const

/** The texts behind a mapper or metadata on both sides, read when a person wants to see them. */
export function useTexts({ id, field }: FieldRow) {
  const compare = useCompareStore()
  const content = contentFields.find((name) => name === field)
  const isOpen = ref(false)
  const texts = shallowRef<RequestOutput<'compare.texts'>>()
  const failed = ref(false)
  const controller = new AbortController()
  onScopeDispose(() => controller.abort())

  const unreadable = computed(
    () =>
      failed.value ||
      (texts.value && (texts.value.left === undefined || texts.value.right === undefined)),
  )
  const lines = computed(() => {
    const { left, right } = texts.value ?? {}
    if (left === undefined || right === undefined) return undefined
    const shown = field === 'mapper_url' ? (text: string) => text : tagLines
    return textDifference(shown(left), shown(right))
  })

  async function toggle(): Promise<void> {
    isOpen.value = !isOpen.value
    const { sides } = compare
    if (!isOpen.value || texts.value || !sides || !content) return
    const result = await request(
      'compare.texts',
      { ...sides, id, field: content },
      { signal: controller.signal },
    )
    failed.value = !result.ok
    if (result.ok) texts.value = result.value
  }

  return { hasTexts: content !== undefined, isOpen, lines, unreadable, toggle }
}
