package dev.parallax.scenario.expectation;

import dev.parallax.change.Row;
import java.util.List;
import java.util.Optional;

/// Which rows a sentence speaks of. Immutable.
public sealed interface Target {
    /// Whether the client holds them.
    ///
    /// @param withOwnEdits what it shows, not what the server sent
    Reading in(ClientView client, boolean withOwnEdits);

    /// One row, with the content that is asked for.
    record One(String record, long id, List<Condition> conditions) implements Target {
        public One {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Reading in(ClientView client, boolean withOwnEdits) {
            Place place = new Place(client.number(), record, id);
            Optional<Row> row = client.row(record, id, withOwnEdits);
            String what = record + " " + id;
            if (row.isPresent()) {
                boolean fits = conditions.stream().allMatch(condition -> condition.test(row.get()));
                return Reading.of(
                        fits, client.title() + " holds " + what + (fits ? "." : ", with other content."), place);
            }
            if (!client.snapshot().coverage().covers(record)) {
                return Reading.undecided(client.title() + " does not follow " + record + ".");
            }
            return client.hasCaughtUp()
                    ? Reading.fails(client.title() + " does not hold " + what + ".", place)
                    : Reading.undecided(client.title() + " has not caught up yet.");
        }
    }

    /// So many rows.
    ///
    /// @param noun as it was written: `drafts`
    /// @param records of which rows count
    record Some(Bound bound, long number, String noun, List<String> records, List<Condition> conditions)
            implements Target {
        public Some {
            records = List.copyOf(records);
            conditions = List.copyOf(conditions);
        }

        @Override
        public Reading in(ClientView client, boolean withOwnEdits) {
            if (records.stream().noneMatch(client.snapshot().coverage()::covers)) {
                return Reading.undecided(client.title() + " does not follow " + noun + ".");
            }
            if (!client.hasCaughtUp()) {
                return Reading.undecided(client.title() + " has not caught up yet.");
            }
            long count = 0;
            Place first = Place.client(client.number());
            for (String record : records) {
                for (Row row : client.rows(record, withOwnEdits)) {
                    if (conditions.stream().allMatch(condition -> condition.test(row))) {
                        first = count == 0 ? new Place(client.number(), record, row.id()) : first;
                        count++;
                    }
                }
            }
            return Reading.of(bound.test(count, number), client.title() + " holds " + count + " " + noun + ".", first);
        }
    }
}
