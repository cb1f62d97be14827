performance.mark('p-first-module')
