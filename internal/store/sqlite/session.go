package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// session is the writer's connection with its prepared statements. It belongs to
// the writer's goroutine and connects when it is first used. Its context is
// nobody's: a statement once started is not cut off.
type session struct {
	db      *sql.DB
	conn    *sql.Conn
	stmts   map[string]*sql.Stmt
	written int64 // bytes of documents in this group, about
}

// connect opens the connection unless it is open.
func (s *session) connect() error {
	if s.conn != nil {
		return nil
	}
	conn, err := s.db.Conn(context.Background())
	if err != nil {
		return err
	}
	s.conn, s.stmts = conn, map[string]*sql.Stmt{}
	return nil
}

// stmt returns the prepared statement with this text.
func (s *session) stmt(text string) (*sql.Stmt, error) {
	if err := s.connect(); err != nil {
		return nil, err
	}
	if st, ok := s.stmts[text]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, err
	}
	s.stmts[text] = st
	return st, nil
}

// exec runs a statement and returns how many rows it changed.
func (s *session) exec(text string, args ...any) (int64, error) {
	st, err := s.stmt(text)
	if err != nil {
		return 0, err
	}
	r, err := st.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// exists reports whether a query answers any row.
func (s *session) exists(text string, args ...any) (bool, error) {
	st, err := s.stmt(text)
	if err != nil {
		return false, err
	}
	var one int
	err = st.QueryRowContext(context.Background(), args...).Scan(&one)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, err
}

// strings returns the first column of a query's rows.
func (s *session) strings(text string, args ...any) ([]string, error) {
	st, err := s.stmt(text)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// rollback ends a failed transaction. Its own error adds nothing: the connection
// is given up afterwards, which rolls back as well.
func (s *session) rollback() {
	_, _ = s.exec("ROLLBACK")
}

// close gives the connection up.
func (s *session) close() {
	if s.conn == nil {
		return
	}
	for _, st := range s.stmts {
		st.Close()
	}
	discard(s.conn)
	s.conn, s.stmts = nil, nil
}

// discard closes a connection instead of handing it back to the pool.
func discard(c *sql.Conn) {
	_ = c.Raw(func(any) error { return driver.ErrBadConn })
	_ = c.Close()
}

// checkpoint moves the log into the database while nothing is being written, so
// that it comes to its end and the log starts anew. It is best effort.
func (s *session) checkpoint() {
	if s.conn != nil {
		_, _ = s.conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)")
	}
}

// once runs a statement that is not worth keeping.
func (s *session) once(text string) error {
	if err := s.connect(); err != nil {
		return err
	}
	_, err := s.conn.ExecContext(context.Background(), text)
	return err
}
