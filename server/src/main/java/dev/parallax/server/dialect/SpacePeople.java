package dev.parallax.server.dialect;

import dev.parallax.policy.View;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.SessionDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who belongs to a space, read off the schema: users that a record names together with the space, such as its
/// members and the authors in it. Stateless.
public final class SpacePeople {
    /// The record of people.
    public static final String RECORD = "User";

    private SpacePeople() {}

    /// Rows that name somebody of the space.
    ///
    /// @param view those of this space
    /// @param field that holds the person's id
    public record Naming(View view, String field) {}

    /// Every way in which people belong to a space; empty if the schema has no people.
    public static List<Naming> of(Schema schema, Space space) {
        List<Naming> namings = new ArrayList<>();
        schema.record(RECORD).ifPresent(people -> {
            for (RecordType type : schema.records()) {
                Optional<String> place = field(type, space.door());
                Optional<String> person = field(type, people).or(() -> byName(type));
                if (place.isPresent() && person.isPresent() && !type.name().equals(RECORD)) {
                    namings.add(new Naming(View.where(type, place.get(), space.doorId()), person.get()));
                }
            }
        });
        return namings;
    }

    /// The Int field of a record that holds the id of a row of another, by a link of either.
    private static Optional<String> field(RecordType type, RecordType other) {
        Stream<String> there = type.links().stream()
                .filter(link -> !link.many() && link.target().equals(other.name()))
                .map(Link::localField);
        Stream<String> back = other.links().stream()
                .filter(link -> link.many() && link.target().equals(type.name()))
                .filter(link -> link.localField().equals(other.idField()))
                .map(Link::targetField);
        return Stream.concat(there, back).filter(field -> isInt(type, field)).findFirst();
    }

    /// A field that is called what a session calls its user, where nobody declared a link.
    private static Optional<String> byName(RecordType type) {
        return Optional.of(SessionDefaults.USER_ID).filter(field -> isInt(type, field));
    }

    private static boolean isInt(RecordType type, String field) {
        return type.field(field).filter(found -> found.type() == ScalarType.INT).isPresent();
    }
}
