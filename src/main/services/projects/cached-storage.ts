import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { success } from '../../../core/errors/result'
import type { StorageReader } from '../../api/storage'
import type { TextCache } from '../../files/snapshots/text-cache'

/** Reads each hashed content only once, then works offline. */
export function createCachedStorage(storage: StorageReader, cache: TextCache): StorageReader {
  const readContent: StorageReader['readContent'] = async (address, options) => {
    const hash = inlineMapperBytes(address) ? undefined : mapperHash(address)
    if (hash === undefined) return storage.readContent(address, options)
    const kept = await cache.read(hash)
    if (kept !== undefined) return success(kept)
    const read = await storage.readContent(address, options)
    if (read.ok) await cache.keep(hash, read.value)
    return read
  }
  return {
    readContent,
    readMapper: (mapperUrl, options) => readContent(mapperUrl, { ...options, kind: 'mapper' }),
  }
}
