package app

import (
	"testing"
	"time"
)

// An invitation is mailed once, and again at the earliest a week later.
func TestMembersAreInvitedOnce(t *testing.T) {
	t.Parallel()
	w := newTreasury(t)
	lena := w.customer("lena")
	call := w.with(installation, "invite", "key-1", nil)
	_, err := w.members.Invite(t.Context(), call, lena.ID)
	w.must(err)
	again, err := w.members.Invite(t.Context(), call, lena.ID)
	w.must(err)
	if !again.Replayed {
		t.Error("the same request invited twice")
	}
	w.run()
	n, mail := w.mails.of("invitation")
	if n != 1 || mail.To != "lena@example.com" || mail.Action.URL != "https://good.test/sign-in" {
		t.Fatalf("%d mails, the last to %s at %v", n, mail.To, mail.Action)
	}
	_, err = w.members.Invite(t.Context(), Call{Actor: installation}, lena.ID)
	w.refused(err, "invited_lately")
	w.after(8 * 24 * time.Hour)
	_, err = w.members.Invite(t.Context(), Call{Actor: installation}, lena.ID)
	w.must(err)
	w.run()
	if n, _ := w.mails.of("invitation"); n != 2 {
		t.Errorf("%d mails after a week", n)
	}

	_, err = w.members.Invite(t.Context(), Call{Actor: otherPartner}, lena.ID)
	w.refused(err, "not_found")
	silent, err := w.members.Upsert(t.Context(), Call{Actor: installation}, MemberInput{ExternalID: "silent", Name: "Sil Ent"})
	w.must(err)
	_, err = w.members.Invite(t.Context(), Call{Actor: installation}, silent.Doc.ID)
	w.refused(err, "no_address")
	_, err = w.members.Deactivate(t.Context(), Call{Actor: installation}, lena.ID)
	w.must(err)
	_, err = w.members.Invite(t.Context(), Call{Actor: installation}, lena.ID)
	w.refused(err, "deactivated")
}

// A preview says what the import then does, and writes nothing.
func TestAnImportIsPreviewed(t *testing.T) {
	t.Parallel()
	r := newRegisters(t)
	call := Call{Actor: installation}
	_, err := r.members.ImportCSV(t.Context(), call, []byte("external_id,name,email\na,Ann Alt,ann@example.com\nb,Ben Bleibt,ben@example.com\n"))
	r.must(err)
	file := []byte("external_id,name,email,kind\na,Ann Neu,ann@example.com,\nb,Ben Bleibt,ben@example.com,\nc,Cem Kommt,cem@example.com,friend\nd,Dana Falsch,nowhere,\ne,Eva,,staff\nb,Ben Doppelt,,\n")
	p, err := r.members.PreviewCSV(t.Context(), installation, file)
	r.must(err)
	if p.Created != 1 || p.Updated != 1 || p.Unchanged != 1 || p.Refused != 3 || !p.Changes() || p.Rows[2].Name != "Cem Kommt" || p.Rows[2].Line != 4 {
		t.Fatalf("%+v", p)
	}
	if l, err := r.members.List(t.Context(), installation, MemberFilter{}, Page{}); err != nil || len(l.Docs) != 2 {
		t.Fatalf("the preview wrote: %d members, %v", len(l.Docs), err)
	}
	done, err := r.members.ImportCSV(t.Context(), call, file)
	r.must(err)
	for i, row := range done.Doc.Rows {
		if row.Result != p.Rows[i].Result || row.Line != p.Rows[i].Line || len(row.Faults) != len(p.Rows[i].Faults) {
			t.Errorf("row %d was foretold as %+v and became %+v", i, p.Rows[i].ImportRow, row)
		}
	}
	if p, err = r.members.PreviewCSV(t.Context(), installation, file); err != nil || p.Changes() {
		t.Errorf("a second time it would change %+v, %v", p, err)
	}
	_, err = r.members.PreviewCSV(t.Context(), actorOf("mbr_x"), file)
	r.refused(err, "not_allowed")

	companies := []byte("external_id,name,state\nx,Nordwind,customer\ny,,customer\n")
	c, err := r.companies.PreviewCSV(t.Context(), installation, companies)
	r.must(err)
	if c.Created != 1 || c.Refused != 1 {
		t.Errorf("%+v", c)
	}
	_, err = r.companies.ImportCSV(t.Context(), call, companies)
	r.must(err)
	if c, err = r.companies.PreviewCSV(t.Context(), installation, companies); err != nil || c.Unchanged != 1 || c.Changes() {
		t.Errorf("%+v, %v", c, err)
	}
}
