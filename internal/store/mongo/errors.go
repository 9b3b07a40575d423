package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/x/mongo/driver/topology"

	"github.com/goodword/goodword/internal/store"
)

// unclear reports whether err leaves open what became of a request: it was not
// answered, or a server answered that is not, or no longer, the primary. The
// driver has retried once by then.
func unclear(err error) bool {
	if err == nil {
		return false
	}
	if noServer(err) {
		return true
	}
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) || errors.Is(err, mongo.ErrClientDisconnected) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if s, ok := errors.AsType[mongo.ServerError](err); ok {
		return s.HasErrorLabel("RetryableWriteError") || s.HasErrorLabel("TransientTransactionError") || onlyConcern(err)
	}
	return false
}

// noServer reports whether there was no server to ask, so that reading again is
// in vain.
func noServer(err error) bool {
	_, ok := errors.AsType[topology.ServerSelectionError](err)
	return ok
}

// onlyConcern reports whether a write was taken, but not by a majority in time.
func onlyConcern(err error) bool {
	if w, ok := errors.AsType[mongo.WriteException](err); ok {
		return w.WriteConcernError != nil && len(w.WriteErrors) == 0
	}
	b, ok := errors.AsType[mongo.BulkWriteException](err)
	return ok && b.WriteConcernError != nil && len(b.WriteErrors) == 0
}

// readError turns an unclear error into Unavailable; anything else is internal.
func readError(err error) error {
	if unclear(err) {
		return store.Unavailable(err)
	}
	return err
}
