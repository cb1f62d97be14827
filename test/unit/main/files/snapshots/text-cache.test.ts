import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import { appError } from '../../../../../src/core/errors/app-error'
import { mapperHash, toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { StorageReader } from '../../../../../src/main/api/storage'
import { createTextCache } from '../../../../../src/main/files/snapshots/text-cache'
import { createCachedStorage } from '../../../../../src/main/services/projects/cached-storage'
import { temporaryFolder } from '../../../../support/services/temporary'

const hashOf = (text: string) => mapperHash(toMapperUrl(text)) ?? ''
const addressOf = (text: string) => `https://storage.example/bucket/${hashOf(text)}.jsonnet`

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

describe('texts on disk', () => {
  it('are found by their hash, in a file that only the person can read', async () => {
    const cache = createTextCache({ folder })
    await cache.keep(hashOf('{ a: 1 }'), '{ a: 1 }')
    expect(await createTextCache({ folder }).read(hashOf('{ a: 1 }'))).toBe('{ a: 1 }')
    expect(await cache.read(hashOf('another'))).toBeUndefined()
    expect(await cache.read('../settings')).toBeUndefined()
  })

  it('are not kept under another hash', async () => {
    const cache = createTextCache({ folder })
    await cache.keep(hashOf('one'), 'two')
    expect(await cache.read(hashOf('one'))).toBeUndefined()
    expect(await cache.read(hashOf('two'))).toBeUndefined()
  })

  it('are deleted when they are damaged', async () => {
    const cache = createTextCache({ folder })
    await cache.keep(hashOf('text'), 'text')
    await writeFile(join(folder, 'texts', `${hashOf('text')}.txt`), 'tex')
    expect(await cache.read(hashOf('text'))).toBeUndefined()
    expect(await readdir(join(folder, 'texts'))).toEqual([])
  })

  it('are kept up to a number, the newest of them', async () => {
    const cache = createTextCache({ folder, most: 2 })
    for (const [at, text] of ['old', 'middle', 'new'].entries()) {
      await cache.keep(hashOf(text), text)
      await utimes(join(folder, 'texts', `${hashOf(text)}.txt`), at + 1, at + 1)
    }
    await cache.sweep()
    expect(await cache.read(hashOf('old'))).toBeUndefined()
    expect(await cache.read(hashOf('new'))).toBe('new')
  })

  it('that cannot be written are no reason to fail', async () => {
    await writeFile(join(folder, 'texts'), 'a file in the place of the folder')
    const cache = createTextCache({ folder })
    await cache.keep(hashOf('text'), 'text')
    await cache.sweep()
    expect(await cache.read(hashOf('text'))).toBeUndefined()
  })
})

describe('a storage with texts on disk', () => {
  const options = { apiAddress: 'https://api.example', kind: 'mapper' } as const

  function storageOf(read: (address: string) => Result<string>) {
    const asked: string[] = []
    const readContent = (address: string) => {
      asked.push(address)
      return Promise.resolve(read(address))
    }
    const reader: StorageReader = { readContent, readMapper: readContent }
    return { asked, storage: createCachedStorage(reader, createTextCache({ folder })) }
  }

  it('asks once for each text, and never again, also without a network', async () => {
    const address = addressOf('{}')
    const first = storageOf(() => success('{}'))
    expect(await first.storage.readContent(address, options)).toEqual(success('{}'))
    expect(await first.storage.readMapper(address, options)).toEqual(success('{}'))
    expect(first.asked).toEqual([address])
    const offline = storageOf(() => failure(appError('network.offline', 'No network')))
    expect(await offline.storage.readContent(address, options)).toEqual(success('{}'))
    expect(offline.asked).toEqual([])
  })

  it('leaves texts alone that have no hash in their address, and inline ones', async () => {
    const { storage, asked } = storageOf(() => success('{}'))
    const addresses = ['https://idp.example/metadata.xml', toMapperUrl('{}')]
    for (const address of [...addresses, ...addresses]) await storage.readContent(address, options)
    expect(asked).toEqual([...addresses, ...addresses])
  })
})
