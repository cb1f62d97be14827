import { shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import { samplesFor } from '../../../core/mapper/samples/samples'
import type { JsonObject } from '../../../core/model/json'
import type { MapperRun } from '../../../core/mapper/kratos/run'
import type { WhoConnection } from '../../../core/sign-in-ways/who-row'
import { request } from '../../bridge/request'
import { loadSamples } from '../../composables/load-samples'
import type { ProjectId } from '../../../core/model/project-id'

/** What a mapper makes of a sample, or why it could not be tried. */
export type SampleRun =
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ran'; readonly sample: string; readonly run: MapperRun }

/** Runs the mapper of a connection on a sample of its kind of provider. */
export function useSampleRun(projectId: ProjectId) {
  const runs = shallowRef<Readonly<Record<string, SampleRun>>>({})
  const put = (key: string, run: SampleRun) => {
    runs.value = { ...runs.value, [key]: run }
  }

  /** @param address typed by the person; it takes the place of the sample's own. */
  async function tryOut(connection: WhoConnection, address: string): Promise<void> {
    const { key, kind, issuer, mapperUrl } = connection
    put(key, { kind: 'running' })
    const fail = (why: string) => put(key, { kind: 'failed', why })
    if (mapperUrl === undefined) {
      fail(t('The connection has no mapper.'))
      return
    }
    const [files, text] = await Promise.all([
      loadSamples(),
      request('mapper.read', { projectId, mapperUrl }),
    ])
    if (!text.ok) {
      fail(text.error.message)
      return
    }
    const [choice] = files.ok
      ? samplesFor(files.value, { provider: kind, ...(issuer ? { issuer } : {}) })
      : []
    if (!choice) {
      fail(t('There is no sample for this kind of provider.'))
      return
    }
    const email: JsonObject = address.includes('@') ? { email: address } : {}
    const result = await request('mapper.run', {
      text: text.value.text,
      claims: {
        mode: 'provider',
        kind: choice.kind,
        payload: { ...choice.sample.payload, ...email },
        ...(issuer ? { connectionIssuer: issuer } : {}),
      },
    })
    if (!result.ok) fail(result.error.message)
    else {
      const sample = `${choice.product}, ${choice.sample.name}`
      put(key, { kind: 'ran', sample, run: result.value })
    }
  }

  return { runs, tryOut }
}
