package boot

import (
	"slices"

	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// tales is the whole story. At its end every status of every aggregate is there.
func tales() []tale {
	return slices.Concat(houseTales(), paidTales(), unpaidTales(), moneyBackTales(), earlyTales(), personTales(), endedTales(), brokenTales())
}

// houseTales are about the program and how referrers are paid, and not about an
// introduction.
func houseTales() []tale {
	return []tale{
		{key: "revision", scenes: []scene{{30, revise()}}},
		{key: "leaving", scenes: []scene{{1, opensLinks()}, {50, leaves()}, {52, listsUnwanted()}}},
		{key: "bank-sommer", by: "sommer", scenes: []scene{invitedToPayout(10), setsUpPayout(12)}},
		{key: "bank-krueger", by: "krueger", scenes: []scene{setsUpPayout(30)}},
		{key: "bank-yilmaz", by: "yilmaz", scenes: []scene{setsUpPayout(20)}},
		{key: "bank-murphy", by: "murphy", scenes: []scene{setsUpPayout(25)}},
		{key: "bank-larsen", by: "larsen", scenes: []scene{setsUpPayout(90)}},
		{key: "bank-novak", by: "novak", scenes: []scene{invitedToPayout(113)}},
	}
}

// toMeeting are the scenes from the form to a meeting, as they are meant to be: two
// weeks, every promise kept.
func toMeeting(day int) []scene {
	return []scene{
		submits(day), saysYes(day+2, promise.Phone), confirmsYes(day + 2),
		contacted(day+3, "maria", promise.Phone, referral.MeetingBooked, "Friendly call; wants to see it on site."),
		met(day+7, "maria", "Showed the mobile switchboard. Offer to follow."),
	}
}

// toPayment goes on to the deal and the customer's payment. The reward is held for
// 30 days from then; who decides about it does so four days later or more, because
// a scene on a day off is played up to two days earlier.
func toPayment(day int, cents int64) []scene {
	return slices.Concat(toMeeting(day), []scene{won(day+10, cents), paid(day+11, cents)})
}

// paidTales end with money on a referrer's account.
func paidTales() []tale {
	return []tale{
		{key: "weber", by: "sommer", who: guest{name: "Jonas Weber", company: "Weber Elektrotechnik", role: "Owner", email: "jonas.weber@example.com", phone: "+493023125201",
			source: form.PeersOutside, why: "He drives from site to site and loses calls; the mobile switchboard saved us an hour a day."},
			scenes: append(toPayment(2, 480_000), approves(47, "sofie"))},
		{key: "roth", by: "krueger", who: guest{name: "Sabine Roth", company: "Roth Haustechnik", role: "Managing director", email: "sabine.roth@example.com", phone: "+493023125202",
			source: form.Suppliers, why: "They open a second branch in spring and need one number for both places."},
			scenes: append(toPayment(1, 3_600_000), approves(46, "sofie"), approves(47, "dirk"))},
		{key: "reed", by: "murphy", in: askProgram, who: guest{name: "Alice Reed", company: "Reed Carpentry", email: "alice.reed@example.com", phone: "+442079460203", country: "GB", language: "en",
			source: form.PeersOutside, why: "Her two teams share one old handset, and customers complain about it."},
			scenes: []scene{submits(5), agreesToAsk(6, promise.Email), contacted(7, "tom", promise.Email, referral.Reached, ""), met(12, "tom", "Video call."),
				approvesRule(14, "met", "dirk"), gives(16, "dirk", "Voucher 1041"), won(20, 210_000), paid(21, 210_000), approves(55, "paul")}},
		{key: "fliesen", by: "haddad", in: partnerProgram, who: guest{name: "Mert Demir", company: "Demir Fliesen", email: "mert.demir@example.com", phone: "+493023125204",
			source: form.Neighbours, why: "He asked me which phones we use after he had missed another order."},
			scenes: []scene{sentByPartner(15), contacted(16, "tom", promise.Phone, referral.Reached, ""), met(20, "tom", ""), wonByPartner(26, 150_000), winConfirmed(27, "tom")}},
	}
}

// unpaidTales are won; their rewards stand where they haven't been paid yet.
func unpaidTales() []tale {
	return []tale{
		{key: "held", by: "yilmaz", who: guest{name: "Jan Pohl", company: "Pohl Klima", email: "jan.pohl@example.com", phone: "+493023125261", source: form.PeersOutside,
			why: "They grow fast, and nobody knows who answers the phone on Saturdays."}, scenes: toPayment(92, 390_000)},
		{key: "disputed", by: "krueger", who: guest{name: "Silke Moor", company: "Moor Zimmerei", email: "silke.moor@example.com", phone: "+493023125262", source: form.Neighbours,
			why: "Her carpenters never hear the phone next to the saw; vibrating headsets would help."}, scenes: append(toPayment(86, 260_000), disputed(110, 260_000))},
		{key: "half-approved", by: "krueger", who: guest{name: "Anke Thiel", company: "Thiel Gerüstbau", role: "Owner", email: "anke.thiel@example.com", phone: "+493023125263", source: form.Customers,
			why: "Forty people on scaffolds, and still one landline in the office."}, scenes: append(toPayment(68, 2_900_000), approves(114, "sofie"))},
		{key: "undecided", by: "sommer", who: guest{name: "Felix Baum", company: "Baum Garten", email: "felix.baum@example.com", phone: "+493023125264", source: form.Neighbours,
			why: "He plans gardens two streets away and calls his customers back at night."}, scenes: toPayment(55, 310_000)},
		{key: "no-bank", by: "novak", who: guest{name: "Lena Hartig", company: "Hartig Lacke", email: "lena.hartig@example.com", phone: "+493023125265", source: form.Suppliers,
			why: "She supplies my paint and asked how we got rid of the busy signal."}, scenes: append(toPayment(66, 270_000), approves(112, "dirk"))},
		{key: "unanswered", by: "murphy", who: guest{name: "Jim Doyle", company: "Doyle Roofing", email: "jim.doyle@example.com", phone: "+493023125266", language: "en", source: form.PeersOutside,
			why: "We share jobs; he books by text and forgets half of them."},
			scenes: append(toPayment(50, 330_000), strikes(118, "503", 100_000), approves(118, "sofie"))},
		{key: "account-closed", by: "larsen", who: guest{name: "Mia Olsen", company: "Olsen Interiors", email: "mia.olsen@example.com", phone: "+493023125267", language: "en", source: form.Customers,
			why: "Her showroom has four numbers, and customers never know which one to call."},
			scenes: append(toPayment(60, 280_000), strikes(118, "capability_revoked", 1), approves(118, "dirk"))},
		{key: "in-dollars", by: "yilmaz", who: guest{name: "Erik Dahl", company: "Dahl Export", email: "erik.dahl@example.com", phone: "+493023125268", language: "en", source: form.Customers,
			why: "He ships our heat pumps overseas and needs a number in each country."},
			scenes: append(toMeeting(72), wonIn(84, 520_000, "usd"), paidIn(85, 520_000, "usd"))},
		{key: "rejected", by: "engel", who: guest{name: "Dieter Kern", company: "Kern Metallbau", email: "dieter.kern@example.com", phone: "+493023125269", source: form.Customers,
			why: "A client of mine whose foreman is on the phone all day."},
			scenes: append(toPayment(16, 190_000), rejects(61, "paul", "referrer_wishes", "Herr Engel must not take gifts from his clients' suppliers."))},
		{key: "failed", by: "novak", who: guest{name: "Tim Albers", company: "Albers Trockenbau", email: "tim.albers@example.com", phone: "+493023125270", source: form.PeersOutside,
			why: "Two brothers, one phone, and every week a missed order."},
			scenes: append(toMeeting(18), wonIn(30, 400_000, "usd"), paidIn(31, 400_000, "usd"), fails(66, "paul", "paid_otherwise", "Taken off her next invoice, as she wished."))},
	}
}

// moneyBackTales are won, and then the customer got money back.
func moneyBackTales() []tale {
	return []tale{
		{key: "refunded-early", by: "sommer", who: guest{name: "Nina Falk", company: "Falk Licht", email: "nina.falk@example.com", phone: "+493023125271", source: form.PeersOutside,
			why: "Her fitters call the office for every address."}, scenes: append(toPayment(9, 240_000), refunded(35, 240_000))},
		{key: "refunded-late", by: "yilmaz", who: guest{name: "Bernd Vogel", company: "Vogel Bäder", email: "bernd.vogel@example.com", phone: "+493023125272", source: form.Suppliers,
			why: "Delivers our tubs and is never to be reached before ten."}, scenes: append(toPayment(1, 320_000), approves(46, "sofie"), refunded(70, 320_000))},
		{key: "given-back", by: "murphy", who: guest{name: "Kate Brennan", company: "Brennan Stone", email: "kate.brennan@example.com", phone: "+493023125273", language: "en", source: form.Neighbours,
			why: "Her yard is next door; she borrows our phone when hers is dead."},
			scenes: append(toPayment(3, 350_000), approves(48, "dirk"), refunded(60, 350_000), clawsBack(75, "paul", "Bank statement 14"))},
		{key: "let-go", by: "krueger", who: guest{name: "Olaf Schreiber", company: "Schreiber Dach", email: "olaf.schreiber@example.com", phone: "+493023125274", source: form.PeersOutside,
			why: "We lend each other cranes, and he calls me because his office never picks up."},
			scenes: append(toPayment(4, 370_000), approves(49, "sofie"), refunded(62, 185_000), writesOff(80, "paul", "He had no part in it."))},
	}
}
