import { EditorView } from '@codemirror/view'

const codeFont = 'var(--code-font)'
const textFont = 'var(--interface-font)'
const button = {
  backgroundColor: 'var(--surface)',
  backgroundImage: 'none',
  color: 'var(--text)',
  border: '1px solid var(--control)',
  borderRadius: '6px',
}

/** The text itself: lines, brackets, colours of the language. */
const text = {
  '&': { height: '100%' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--sunken) 55%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-weak)',
    outline: '1px solid var(--accent)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    backgroundColor: 'var(--danger-weak)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-weak)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-weak)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--accent)' },
  '.code-comment': { color: 'var(--text3)', fontStyle: 'italic' },
  '.code-string': { color: 'var(--success)' },
  '.code-number': { color: 'var(--warning)' },
  '.code-keyword, .code-standard': { color: 'var(--accent)' },
  '.code-property': { color: 'var(--text)', fontWeight: '600' },
}

/** Squiggles and margin; each severity has its own shape besides its color. */
const marks = {
  '.cm-lintRange': {
    backgroundImage: 'none',
    paddingBottom: '0',
    textDecorationLine: 'underline',
    textDecorationThickness: '1px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-error': {
    textDecorationStyle: 'wavy',
    textDecorationColor: 'var(--danger)',
  },
  '.cm-lintRange-warning': {
    textDecorationStyle: 'wavy',
    textDecorationColor: 'var(--warning)',
  },
  '.cm-lintRange-info': { textDecorationStyle: 'dotted', textDecorationColor: 'var(--text3)' },
  '.cm-lintRange-active': { backgroundColor: 'var(--warning-weak)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--danger)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--warning)' },
  '.cm-lintPoint-info:after': { borderBottomColor: 'var(--text3)' },
  '.cm-error-line': { backgroundColor: 'color-mix(in srgb, var(--danger-weak) 70%, transparent)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 2px', display: 'flex', alignItems: 'center' },
  '.cm-lint-marker': { content: 'normal', width: '9px', height: '9px' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--danger)', borderRadius: '50%' },
  '.cm-lint-marker-warning': {
    backgroundColor: 'var(--warning)',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
  },
  '.cm-lint-marker-info': { border: '2px solid var(--text3)', borderRadius: '2px' },
  '.cm-coverage': { minWidth: '4px' },
  '.cm-coverage .cm-gutterElement': { padding: '0' },
  '.cm-unreached-mark': {
    display: 'block',
    width: '4px',
    height: '100%',
    // Hatched, so that it differs from other bars by more than its color.
    background:
      'repeating-linear-gradient(45deg, var(--warning) 0 2px, var(--warning-weak) 2px 4px)',
  },
  '.cm-foldGutter .cm-gutterElement': { display: 'flex', justifyContent: 'center', width: '14px' },
  '.cm-fold': {
    width: '7px',
    height: '7px',
    padding: '0',
    margin: '6px 0',
    borderRight: '1.5px solid var(--text3)',
    borderBottom: '1.5px solid var(--text3)',
    transform: 'rotate(-45deg)',
  },
  '.cm-fold-open': { transform: 'translateY(-2px) rotate(45deg)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sunken)',
    border: '1px solid var(--border)',
    borderRadius: '6px',
    color: 'var(--text2)',
    padding: '0 6px',
    margin: '0 2px',
  },
}

/** Completions, help and remarks over the text. */
const tooltips = {
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--border)',
    borderRadius: '8px',
    boxShadow: '0 4px 16px rgb(0 0 0 / 18%)',
    fontFamily: textFont,
    fontSize: '12px',
    lineHeight: '18px',
    overflow: 'hidden',
  },
  // The help panel overflows the list.
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--border)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: codeFont,
    maxHeight: '220px',
    minWidth: '220px',
    maxWidth: 'min(440px, 90vw)',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    padding: '2px 6px',
    lineHeight: '20px',
    borderRadius: '6px',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--selected)',
    color: 'var(--text)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionLabel': { flex: 'none' },
  '.cm-completionDetail': {
    minWidth: '0',
    marginLeft: 'auto',
    paddingLeft: '16px',
    fontStyle: 'normal',
    color: 'var(--text2)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-tooltip.cm-completionInfo': { padding: '0', whiteSpace: 'normal', maxWidth: '360px' },
  '.cm-help': { padding: '8px 12px', maxWidth: '420px' },
  '.cm-help code, .cm-help-value': { fontFamily: codeFont, fontVariantLigatures: 'none' },
  '.cm-help-code': { display: 'block', fontWeight: '600', overflowWrap: 'anywhere' },
  '.cm-help-text': { margin: '4px 0 0', color: 'var(--text2)' },
  '.cm-help-value': {
    margin: '4px 0 0',
    maxHeight: '180px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-tooltip-lint': { maxWidth: '480px' },
  '.cm-diagnostic': { padding: '8px 12px', marginLeft: '0', borderLeft: '3px solid var(--text3)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--text3)' },
  '.cm-diagnosticSource': { fontSize: '11px', color: 'var(--text2)', opacity: '1' },
  '.cm-diagnosticAction': { ...button, font: 'inherit', padding: '1px 8px', marginLeft: '8px' },
  '.cm-diagnosticAction:hover': { backgroundColor: 'var(--hover)' },
}

/** Search above the text and the list of problems below it. */
const panels = {
  '.cm-panels': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: textFont,
    fontSize: '12px',
    lineHeight: '18px',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--border)' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--control)',
    borderRadius: '6px',
    fontSize: '12px',
  },
  '.cm-button': { ...button, fontSize: '12px' },
  '.cm-panel.cm-search': { padding: '6px 32px 6px 8px' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-panel.cm-search [name=close]': { width: '24px', height: '24px', color: 'var(--text2)' },
  '.cm-problems': { position: 'relative', padding: '4px 36px 4px 4px' },
  '.cm-problems ul': { margin: '0', padding: '0', maxHeight: '140px', overflowY: 'auto' },
  '.cm-problems p': { margin: '0', padding: '4px 8px', color: 'var(--text2)' },
  '.cm-problem': {
    display: 'flex',
    alignItems: 'center',
    listStyle: 'none',
    borderLeft: '3px solid var(--text3)',
    margin: '2px',
    padding: '0 4px 0 0',
  },
  '.cm-problem-error': { borderLeftColor: 'var(--danger)' },
  '.cm-problem-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-problem-text': {
    flex: '1',
    border: '0',
    borderRadius: '6px',
    padding: '3px 8px',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
  },
  '.cm-problem-text:hover': { backgroundColor: 'var(--hover)' },
  '.cm-problem .cm-diagnosticAction': { flex: 'none' },
  '.cm-problems-close': {
    position: 'absolute',
    top: '4px',
    right: '6px',
    width: '24px',
    height: '24px',
    border: '0',
    borderRadius: '6px',
    background: 'none',
    color: 'var(--text2)',
    font: 'inherit',
    cursor: 'pointer',
  },
  '.cm-panels :focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
}

export const editorTheme = EditorView.theme({ ...text, ...marks, ...tooltips, ...panels })
