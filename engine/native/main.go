// Command native answers requests, one JSON text per line, with the same code built for this machine:
// the reference for the WebAssembly build.
package main

import (
	"bufio"
	"os"

	"sso-workbench/engine"
)

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			out.WriteString(engine.AnswerJSON(line))
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}
