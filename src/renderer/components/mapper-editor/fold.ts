import { codeFolding, foldGutter, foldKeymap, foldService } from '@codemirror/language'
import { keymap, type ViewUpdate } from '@codemirror/view'
import { foldOfLine, isScanned } from './mapper-state'
import { t } from '../../../core/language/translate'

export function folding(options: { foldingChanged?: (update: ViewUpdate) => boolean } = {}) {
  return [
    codeFolding({
      placeholderDOM(_view, onClick) {
        const element = document.createElement('span')
        element.className = 'cm-foldPlaceholder'
        element.textContent = '…'
        element.title = t('Unfold')
        element.addEventListener('click', onClick)
        return element
      },
    }),
    foldGutter({
      ...options,
      markerDOM(open) {
        const element = document.createElement('span')
        element.className = open ? 'cm-fold cm-fold-open' : 'cm-fold'
        element.title = open ? t('Fold') : t('Unfold')
        return element
      },
    }),
    keymap.of(foldKeymap),
  ]
}

/** Folding of Jsonnet. */
export const mapperFolding = [foldService.of(foldOfLine), folding({ foldingChanged: isScanned })]
