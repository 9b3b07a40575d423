package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/goodword/goodword/internal/config"
)

// commands is the command line.
type commands struct {
	Serve       serveCmd       `cmd:"" default:"withargs" help:"Run the product (the default)."`
	Check       checkCmd       `cmd:"" help:"Check the settings, the database, Stripe and the mail server, and say what is wrong."`
	Keys        keysCmd        `cmd:"" help:"Issue, list and revoke API keys without a browser."`
	Tasks       tasksCmd       `cmd:"" help:"List the work that was given up and waits for a person, or make it due again."`
	Reconcile   reconcileCmd   `cmd:"" help:"Compare rewards, ledger and Stripe's transfers."`
	Audit       auditCmd       `cmd:"" help:"Compare the record of who did what with the histories of all documents."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running product whether it is ready; exits with 1 when it isn't."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

// Env is what a command runs in.
type Env struct {
	Context  context.Context
	Out, Err io.Writer
	Document []byte // openapi.yaml
	Version  string
}

// Main runs the command line and returns the process's exit code: 0, 1 when
// something failed, 2 for a wrong command line or setting.
func Main(args []string, document []byte, version string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(Env{Context: ctx, Out: os.Stdout, Err: os.Stderr, Document: document, Version: version}, args)
}

// Run is Main with everything given, for tests.
func Run(env Env, args []string) int {
	var cli commands
	code := 0
	exited := false
	parser, err := kong.New(&cli, kong.Name("goodword"), kong.Description("A referral program that keeps its word."),
		kong.Writers(env.Out, env.Err), kong.Exit(func(c int) { code, exited = c, true }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(env.Err, "goodword:", err)
		return 2
	}
	kctx, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintln(env.Err, "goodword:", err)
		return 2
	}
	err = kctx.Run(env)
	var wrong wrongSettings
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintln(env.Err, "goodword: some settings are wrong:")
		fmt.Fprintln(env.Err, wrong.Error())
		return 2
	}
	fmt.Fprintln(env.Err, "goodword:", err)
	return 1
}

// wrongSettings is what Settings.Check found.
type wrongSettings struct{ error }

func checked(s config.Settings) error {
	if err := s.Check(); err != nil {
		return wrongSettings{err}
	}
	return nil
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(env Env) error {
	_, err := fmt.Fprintln(env.Out, "goodword", env.Version)
	return err
}
