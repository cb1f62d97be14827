import { appError } from '../../../core/errors/app-error'
import type { TwoTexts } from '../../../core/ipc/common'
import { contentFieldSchema } from '../../../core/model/content-field'
import { metadataForm } from '../../../core/saml/metadata-value'
import { request } from '../../bridge/request'
import { useCompareStore, type FieldRow } from './compare-store'
import { t } from '../../../core/language/translate'

/** How the texts behind a mapper or metadata of both sides are read; `undefined` for any other field. */
export function useTexts({ id, field, raw, left, right }: FieldRow) {
  const compare = useCompareStore()
  const content = contentFieldSchema.safeParse(field).data
  if (!content) return undefined
  const value =
    content === 'mapper_url' ? '' : [left, right].map((side) => metadataForm(side ?? ''))
  return {
    kind: content === 'mapper_url' ? 'mapper' : 'metadata',
    // An identity provider sees who reads its address, so a person asks for that.
    open: raw !== 'same' && !value.includes('url'),
    async read(signal: AbortSignal): Promise<TwoTexts> {
      const { sides } = compare
      const gone = { error: appError('request.cancelled', t('The comparison was closed')) }
      if (!sides) return { before: gone, after: gone }
      const result = await request('compare.texts', { ...sides, id, field: content }, { signal })
      if (!result.ok) return { before: { error: result.error }, after: { error: result.error } }
      return { before: result.value.left, after: result.value.right }
    },
  } as const
}
