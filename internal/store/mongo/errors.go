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
	if noServer(err) || noConnection(err) {
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

// noConnection reports whether no connection could be had: the driver's pool was
// cleared because another request lost its own, is full, or is closed. The driver
// gives these errors no label.
func noConnection(err error) bool {
	var cleared interface {
		error
		Retryable() bool
	}
	if errors.As(err, &cleared) && cleared.Retryable() {
		return true
	}
	if _, ok := errors.AsType[topology.ConnectionError](err); ok {
		return true
	}
	if _, ok := errors.AsType[topology.WaitQueueTimeoutError](err); ok {
		return true
	}
	_, ok := errors.AsType[topology.PoolError](err)
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
