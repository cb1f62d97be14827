// `npm run icons`: makes the icons of every system from build/icon.svg. The results are committed, so that packaging needs
// no image library; run it after a change of the drawing.
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main, say } from './lib/log.mjs'
import { iconSizes, iconsFolder } from './lib/package/icons.mjs'
import { packagingTool, preparePackagingTools } from './lib/package/tools.mjs'
import { root } from './lib/paths.mjs'

await main(async () => {
  await preparePackagingTools()
  const { default: generateIcons } = packagingTool('icon-gen')
  const source = join(root, 'build', 'icon.svg')
  const work = mkdtempSync(join(tmpdir(), 'icons-'))
  try {
    await generateIcons(source, work, {
      report: false,
      ico: { name: 'icon', sizes: iconSizes.ico },
      icns: { name: 'icon', sizes: iconSizes.icns },
      // The library's name for plain PNG files; it also writes an icon of a web page, which is not used.
      favicon: { name: 'png-', pngSizes: iconSizes.png, icoSizes: [16] },
    })
    mkdirSync(iconsFolder, { recursive: true })
    for (const name of ['icon.ico', 'icon.icns']) move(join(work, name), join(root, 'build', name))
    for (const size of iconSizes.png)
      move(join(work, `png-${size}.png`), join(iconsFolder, `${size}x${size}.png`))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say('Made build/icon.ico, build/icon.icns and build/icons.')
})

function move(from, to) {
  rmSync(to, { force: true })
  renameSync(from, to)
}
