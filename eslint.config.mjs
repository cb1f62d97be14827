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
    },
  },
]
