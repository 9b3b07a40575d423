package boot

import (
	"github.com/goodword/goodword/internal/domain/form"
	"github.com/goodword/goodword/internal/domain/promise"
	"github.com/goodword/goodword/internal/domain/referral"
)

// earlyTales stand before the person's answer.
func earlyTales() []tale {
	return []tale{
		{key: "typed", by: "novak", who: guest{name: "Gerd Janssen", company: "Janssen Bau", source: form.PeersOutside,
			why: "Told us on the phone that he wants to see our headsets."}, scenes: []scene{typed(118, "maria")}},
		{key: "typed-confirmed", by: "novak", who: guest{name: "Hanna Sieg", company: "Sieg Stuck", source: form.PeersOutside,
			why: "Restores ceilings in three towns and is hard to reach."}, scenes: []scene{typed(108, "tom"), confirms(109)}},
		{key: "typed-forgotten", by: "larsen", who: guest{name: "Owen Price", company: "Price Plaster", language: "en", source: form.Suppliers,
			why: "Asked for a quiet ring tone for church work."}, scenes: []scene{typed(24, "tom")}},
		{key: "review", by: "krueger", who: guest{name: "Birgit Hansen", company: "Hansen Fenster GmbH", source: form.Suppliers,
			why: "Her second plant doesn't use Northline yet."}, scenes: []scene{submits(119)}},
		{key: "review-late", by: "yilmaz", who: guest{name: "Ulf Keller", company: "Keller Bau GmbH", source: form.Customers,
			why: "His new site manager complains about dead spots."}, scenes: []scene{submits(112)}},
		{key: "vague", by: "larsen", who: guest{name: "Sam Hill", company: "Hill Glass", language: "en", source: form.PeersOutside, why: "Nice guy."},
			scenes: []scene{submits(111)}},
		{key: "vague-answered", by: "larsen", who: guest{name: "Ruth Gale", company: "Gale Doors", language: "en", source: form.PeersOutside, why: "Could need it."},
			scenes: []scene{submits(96), answers(98, "Her reception closes at four, and after that every call is lost.")}},
		{key: "asked", by: "engel", who: guest{name: "Vera Simon", company: "Hansen Fenster GmbH", source: form.Customers,
			why: "Takes over the accounts there and looks for one contract for all."},
			scenes: []scene{submits(113), asked(114, "jana", "Is Ms Simon at the plant in Spandau or at the head office?")}},
		{key: "declined", by: "yilmaz", who: guest{name: "Kurt Maas", company: "Keller Bau GmbH", source: form.Customers,
			why: "He runs their depot and rings me every morning."},
			scenes: []scene{submits(6), declined(7, "jana", "existing_customer", "We are talking with Keller Bau already, so this wouldn't be fair to a colleague.")}},
		{key: "appealed", by: "krueger", who: guest{name: "Eva Lorenz", company: "Alt und Söhne KG", source: form.PeersOutside,
			why: "Nice."}, scenes: []scene{submits(44), answers(45, "She left us for a cheaper firm two years ago and regrets it; I told her to talk to you.")}},
		{key: "appeal", by: "sommer", who: guest{name: "Lars Witt", company: "Hansen Fenster GmbH", source: form.Neighbours,
			why: "He starts his own business next month and leaves Hansen."},
			scenes: []scene{submits(58), declined(59, "jana", "existing_customer", "Hansen is a customer already."),
				appeals(62, "He leaves Hansen next month; it is about his own firm."), accepted(63, "paul")}},
		{key: "ahead", by: "sommer", in: askProgram, who: guest{name: "Ben Carter", company: "Carter Heating", email: "ben.carter@example.com", country: "GB", language: "en", source: form.PeersOutside,
			why: "We met at the fair; his van is his office."}, scenes: []scene{submits(102)}},
		{key: "queued", by: "murphy", in: askProgram, who: guest{name: "Ben Carter", company: "Carter Heating", email: "ben.carter@example.com", country: "GB", language: "en", source: form.Customers,
			why: "He fits the boilers in our joinery jobs and misses half my calls."}, scenes: []scene{submits(105)}},
		{key: "bounced", by: "murphy", in: askProgram, who: guest{name: "Joan Tate", company: "Tate Tiles", email: "joan.tate@example.com", country: "GB", language: "en", source: form.Suppliers,
			why: "Her shop line is engaged whenever we order."}, scenes: []scene{submits(108), bounced(110)}},
		{key: "waiting", by: "sommer", who: guest{name: "Mona Stein", company: "Stein Solar", source: form.PeersOutside,
			why: "Her installers share one mobile phone for six roofs."}, scenes: []scene{submits(110)}},
		{key: "waiting-phone", by: "engel", who: guest{name: "Heiko Brand", company: "Brand Rohre", phone: "+493023125230", source: form.Customers,
			why: "Told me over lunch that he pays for lines that nobody uses."}, scenes: []scene{submits(114), saysYes(116)}},
	}
}

// personTales have the person's answer and go on.
func personTales() []tale {
	return []tale{
		{key: "later", by: "krueger", who: guest{name: "Rita Schwarz", company: "Schwarz Kamine", email: "rita.schwarz@example.com", phone: "+493023125275", source: form.Neighbours,
			why: "Chimney sweeps are on roofs all day; she wants voice mail that reads itself out."}, scenes: []scene{submits(98), saysNotNow(100, true, 60)}},
		{key: "later-and-back", by: "sommer", in: askProgram, who: guest{name: "Tess Moran", company: "Moran Blinds", email: "tess.moran@example.com", country: "GB", language: "en", source: form.Customers,
			why: "Asked what we use when she measured our windows."}, scenes: []scene{submits(82), saysNotNow(84, false, 25)}},
		{key: "fresh-yes", by: "yilmaz", who: guest{name: "Paula Engels", company: "Engels Wärme", email: "paula.engels@example.com", phone: "+493023125241", source: form.PeersOutside,
			why: "She took over her father's firm with his phone system from 1998."}, scenes: []scene{submits(117), saysYes(119, promise.Email), confirmsYes(119)}},
		{key: "trying", by: "sommer", who: guest{name: "Klaus Busch", company: "Busch Alarm", email: "klaus.busch@example.com", phone: "+493023125242", source: form.Suppliers,
			why: "Alarm calls reach him an hour late because of his old forwarding."},
			scenes: []scene{submits(109), saysYes(111), confirmsYes(111), contacted(112, "maria", promise.Phone, referral.NoAnswer, ""), contacted(114, "maria", promise.Email, referral.LeftWord, "Wrote two lines.")}},
		{key: "met", by: "yilmaz", who: guest{name: "Doris Frey", company: "Frey Heizung", role: "Owner", email: "doris.frey@example.com", phone: "+493023125243", source: form.PeersOutside,
			why: "Six people on call, and every weekend somebody has the wrong phone."}, scenes: append(toMeeting(88), agreedNext(98, "maria", "Trial with three phones"))},
		{key: "by-link", by: "larsen", who: guest{name: "Nick Soler", company: "Soler Mirrors", email: "nick.soler@example.com", phone: "+493023125276", language: "en"},
			scenes: []scene{comesByLink(94), confirmsYes(95), contacted(96, "maria", promise.Email, referral.Reached, "Asked for prices.")}},
		{key: "by-link-unconfirmed", by: "larsen", who: guest{name: "Pia Lange", company: "Lange Rahmen", email: "pia.lange@example.com", phone: "+493023125277"}, scenes: []scene{comesByLink(112)}},
		{key: "by-phone", by: "engel", who: guest{name: "Ute Klein", company: "Klein Treppen", phone: "+493023125244", source: form.Customers,
			why: "She asked me during the audit who could sort out her phones."},
			scenes: []scene{submits(84), agreesByPhone(86, "maria", "Called the office herself and asked for an offer."), contacted(87, "maria", promise.Phone, referral.Reached, ""), assigned(90, "tom")}},
		{key: "partner-suggests", by: "lind", in: partnerProgram, who: guest{name: "Greta Holm", company: "Holm Terraces", email: "greta.holm@example.com", phone: "+493023125278", language: "en", source: form.Neighbours,
			why: "She wants the same system as we have, for her crews."},
			scenes: []scene{sentByPartner(90), contacted(91, "tom", promise.Phone, referral.Reached, ""), wonByPartner(112, 180_000)}},
	}
}

// endedTales came to nothing.
func endedTales() []tale {
	return []tale{
		{key: "lost", by: "novak", who: guest{name: "Rolf Dietz", company: "Dietz Tapeten", email: "rolf.dietz@example.com", phone: "+493023125279", source: form.PeersOutside,
			why: "His shop phone rings through to nobody."}, scenes: append(toMeeting(40), lost(60, "maria", "competitor", "Signed elsewhere the week before."))},
		{key: "refused", by: "krueger", who: guest{name: "Iris Voss", company: "Voss Fassaden", email: "iris.voss@example.com", phone: "+493023125280", source: form.Neighbours,
			why: "She complains about her provider whenever we meet."}, scenes: []scene{submits(50), saysNo(52, true)}},
		{key: "never", by: "sommer", in: askProgram, who: guest{name: "Neil Frost", company: "Frost Cooling", email: "neil.frost@example.com", country: "GB", language: "en", source: form.Suppliers,
			why: "He services our cold store and works alone."}, scenes: []scene{submits(38), saysNever(40)}},
		{key: "changed-mind", by: "murphy", in: askProgram, who: guest{name: "Orla Quinn", company: "Quinn Paints", email: "orla.quinn@example.com", country: "GB", language: "en", source: form.Suppliers,
			why: "Her order line is a mobile in a drawer."}, scenes: []scene{submits(40), saysNo(42, false), liftsNo(46)}},
		{key: "lapsed", by: "novak", who: guest{name: "Theo Ott", company: "Ott Parkett", source: form.PeersOutside,
			why: "He lays floors with headphones on and misses every call."}, scenes: []scene{submits(70)}},
		{key: "withdrawn", by: "engel", who: guest{name: "Ines Wolf", company: "Wolf Markisen", source: form.Customers,
			why: "Her nephew does the phones at present, badly."}, scenes: []scene{submits(80), withdraws(82, "She is selling the firm.")}},
		{key: "stopped", by: "sommer", who: guest{name: "Arne Lutz", company: "Lutz Antennen", email: "arne.lutz@example.com", phone: "+493023125281", source: form.PeersOutside,
			why: "He sells aerials and still faxes his orders."},
			scenes: []scene{submits(62), saysYes(64, promise.Phone), confirmsYes(64), contacted(65, "maria", promise.Phone, referral.AskedToStop, "Has changed his mind.")}},
	}
}

// brokenTales are about promises that were broken, or were said to be.
func brokenTales() []tale {
	return []tale{
		{key: "called-too-early", by: "novak", who: guest{name: "Marta Pohlmann", company: "Pohlmann Gips", email: "marta.pohlmann@example.com", phone: "+493023125282", source: form.Suppliers,
			why: "Her drivers are never to be reached on the road."},
			scenes: []scene{submits(72), contacted(74, "tom", promise.Phone, referral.Reached, "Found her number on the web."),
				reports(76, true, "contacted_before_yes", "Your Mr Becker called before I had answered."), judged(78, "jana", 1, true, "That was our mistake, and we are sorry."),
				judged(78, "jana", 2, true, "The same call; we are sorry.")}},
		{key: "not-upheld", by: "larsen", in: askProgram, who: guest{name: "Drew Nash", company: "Nash Garages", email: "drew.nash@example.com", country: "GB", language: "en", source: form.PeersOutside,
			why: "His workshop is loud, and he needs a phone that he can feel."},
			scenes: []scene{submits(64), agreesToAsk(66), contacted(67, "tom", promise.Email, referral.Reached, ""), reports(70, false, "contacted_before_yes", "I don't remember saying yes."),
				judged(72, "jana", 1, false, "You said yes on your page the day before; the mail that confirms it is dated then.")}},
		{key: "open-report", by: "larsen", in: askProgram, who: guest{name: "Gail Hobbs", company: "Hobbs Hire", email: "gail.hobbs@example.com", country: "GB", language: "en", source: form.Customers,
			why: "Hires out lifts and takes bookings on paper."}, scenes: []scene{submits(114), reports(117, false, "unknown_referrer", "I don't know this person.")}},
		{key: "too-slow", by: "yilmaz", who: guest{name: "Egon Radke", company: "Radke Pumpen", email: "egon.radke@example.com", phone: "+493023125250", source: form.PeersOutside,
			why: "His emergency line goes to a phone that is off at night."},
			scenes: []scene{submits(100), saysYes(102, promise.Phone), confirmsYes(102), contacted(109, "maria", promise.Phone, referral.Reached, "Apologised for the delay.")}},
		{key: "slow", by: "krueger", who: guest{name: "Wilma Busse", company: "Busse Abriss", email: "wilma.busse@example.com", phone: "+493023125251", source: form.Neighbours,
			why: "Dust kills her phones, and then nobody can reach the crew."}, scenes: []scene{submits(107), saysYes(110), confirmsYes(110)}},
	}
}
