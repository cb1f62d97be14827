import './app/ask-first'
import './zod-without-eval'
import './app/language'
import './app/start'
