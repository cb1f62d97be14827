import parser from '@typescript-eslint/parser'
import vue from 'eslint-plugin-vue'

/** Only what oxlint cannot see: the templates of Vue components. */
export default [
  ...vue.configs['flat/essential'],
  {
    files: ['src/renderer/**/*.vue'],
    languageOptions: { parserOptions: { parser } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: {
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      // A second pane or list would repeat an id that is written out: useElementId gives another one to each.
      'vue/no-restricted-static-attribute': [
        'error',
        ...['id', 'for', 'aria-labelledby', 'aria-describedby'].map((key) => ({ key })),
      ],
    },
  },
]
