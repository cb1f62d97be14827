// Unpacks a zip file without a system unzip, keeping executable bits and symbolic links. yauzl refuses names that lead out
// of the folder.
import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const fileType = 0o170000
const symbolicLink = 0o120000

/** Unpacks the entries of `archive` whose name `wanted` accepts into `folder`. */
export async function unzip(archive, folder, wanted = () => true) {
  const zip = await promisify(yauzl.open)(archive, { lazyEntries: true })
  const open = promisify(zip.openReadStream.bind(zip))
  const write = async (entry) => {
    const target = join(folder, entry.fileName)
    if (entry.fileName.endsWith('/')) return void mkdirSync(target, { recursive: true })
    mkdirSync(dirname(target), { recursive: true })
    const mode = entry.externalFileAttributes >>> 16
    const content = await open(entry)
    if ((mode & fileType) === symbolicLink) return symlinkSync(await text(content), target)
    await pipeline(content, createWriteStream(target, { mode: mode & 0o111 ? 0o755 : 0o644 }))
  }
  await new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry) => {
      if (!wanted(entry.fileName)) return zip.readEntry()
      write(entry).then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
}
