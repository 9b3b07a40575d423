package mongo

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/x/mongo/driver/topology"
)

// cleared is what the driver's pool answers to a request that another one's broken
// connection shut out; its own type isn't exported.
type cleared struct{}

func (cleared) Error() string   { return "connection pool was cleared" }
func (cleared) Retryable() bool { return true }

func TestUnclear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nothing":            {nil, false},
		"refused":            {mongo.WriteException{WriteErrors: mongo.WriteErrors{{Code: 11000}}}, false},
		"broken query":       {errors.New("unknown operator"), false},
		"no server":          {topology.ServerSelectionError{Wrapped: context.DeadlineExceeded}, true},
		"pool cleared":       {fmt.Errorf("ping: %w", cleared{}), true},
		"pool full":          {topology.WaitQueueTimeoutError{Wrapped: context.DeadlineExceeded}, true},
		"no connection":      {topology.ConnectionError{Wrapped: errors.New("EOF")}, true},
		"pool closed":        {topology.ErrPoolClosed, true},
		"network":            {mongo.CommandError{Labels: []string{"NetworkError"}}, true},
		"not the primary":    {mongo.CommandError{Labels: []string{"RetryableWriteError"}}, true},
		"no majority":        {mongo.WriteException{WriteConcernError: &mongo.WriteConcernError{Code: 64}}, true},
		"caller went away":   {context.Canceled, true},
		"client disconnects": {mongo.ErrClientDisconnected, true},
	} {
		if got := unclear(c.err); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
