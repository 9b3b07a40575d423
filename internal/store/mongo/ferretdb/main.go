// Command ferretdb is a server for tests that speaks MongoDB's wire protocol:
// FerretDB on SQLite files. It is a module of its own, so that its dependencies
// are not the product's.
//
// It prints the URI to connect to as its one line of output, and ends when its
// input closes (so it never outlives the test that started it) or on SIGTERM.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	dir := flag.String("dir", "", "where the data is kept; a temporary directory when empty")
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	flag.Parse()
	if err := run(*dir, *listen); err != nil {
		fmt.Fprintln(os.Stderr, "ferretdb:", err)
		os.Exit(1)
	}
}

func run(dir, listen string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "ferretdb")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	db, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: listen},
		Handler:   "sqlite",
		SQLiteURL: "file:" + filepath.ToSlash(dir) + "/",
		Logger:    slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	fmt.Println(db.MongoDBURI())
	return db.Run(ctx)
}
