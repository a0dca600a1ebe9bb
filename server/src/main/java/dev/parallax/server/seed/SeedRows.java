package dev.parallax.server.seed;

import dev.parallax.change.Version;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;
import tools.jackson.databind.node.ObjectNode;

/// Makes up the rows of a small world: people, workspaces, who is where, and what they wrote. The same plan
/// gives the same rows. Confined to one thread.
///
/// Fields are filled by what they are called; a field that it does not know gets a plain value of its type if it
/// must have one.
final class SeedRows {
    private static final Duration PAST = Duration.ofDays(60);
    private static final int PUBLISHED_PERCENT = 60;
    /// Of how many people one is in two workspaces, in percent.
    private static final int SECOND_WORKSPACE_PERCENT = 50;
    /// How much less the next author writes than the one before.
    private static final double PROLIFIC_EXPONENT = 0.7;

    private static final int NAME_TRIES = 20;

    private final Random random;
    private final Faker faker;
    private final Instant now;
    /// The ids of each user's workspaces.
    private final List<List<Long>> workspacesOfUsers = new ArrayList<>();

    SeedRows(long seed, Instant now) {
        this.random = new Random(seed);
        this.faker = new Faker(Locale.ENGLISH, new Random(seed));
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    List<ObjectNode> users(RecordType type, int count) {
        Set<String> names = new HashSet<>();
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = newName(names);
            String email = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".") + "@example.org";
            rows.add(row(type, Json.object().put("name", name).put("email", email)));
        }
        return rows;
    }

    List<ObjectNode> workspaces(RecordType type, int count) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            rows.add(row(type, Json.object().put("name", Prose.workspace(index))));
        }
        return rows;
    }

    /// Puts everyone into one or two workspaces.
    void settle(int users, List<Long> workspaces) {
        for (int index = 0; index < users && !workspaces.isEmpty(); index++) {
            List<Long> chosen = new ArrayList<>();
            chosen.add(workspaces.get(index % workspaces.size()));
            if (workspaces.size() > 1 && random.nextInt(100) < SECOND_WORKSPACE_PERCENT) {
                int other = 1 + random.nextInt(workspaces.size() - 1);
                chosen.add(workspaces.get((index + other) % workspaces.size()));
            }
            workspacesOfUsers.add(chosen);
        }
    }

    List<ObjectNode> memberships(RecordType type, List<Long> users) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = 0; index < workspacesOfUsers.size(); index++) {
            for (long workspace : workspacesOfUsers.get(index)) {
                rows.add(row(type, Json.object().put("workspaceId", workspace).put("userId", users.get(index))));
            }
        }
        return rows;
    }

    /// Oldest first. Some authors write much more than others.
    List<ObjectNode> posts(RecordType type, int count, List<Long> users) {
        double[] shares = new double[users.size()];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (index == 0 ? 0 : shares[index - 1]) + 1 / Math.pow(index + 1.0, PROLIFIC_EXPONENT);
        }
        List<Instant> times = times(count);
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = 0; index < count && !users.isEmpty(); index++) {
            int author = author(shares);
            ObjectNode post = Json.object()
                    .put("authorUserId", users.get(author))
                    .put("title", Prose.title(random))
                    .put("content", Prose.content(random))
                    .put("published", random.nextInt(100) < PUBLISHED_PERCENT)
                    .put("createdAt", Version.text(times.get(index)));
            if (author < workspacesOfUsers.size()) {
                List<Long> own = workspacesOfUsers.get(author);
                post.put("workspaceId", own.get(random.nextInt(own.size())));
            }
            rows.add(row(type, post));
        }
        return rows;
    }

    private int author(double[] shares) {
        double point = random.nextDouble() * shares[shares.length - 1];
        int author = 0;
        while (shares[author] < point) {
            author++;
        }
        return author;
    }

    private List<Instant> times(int count) {
        List<Instant> times = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            times.add(now.minusSeconds(random.nextLong(PAST.toSeconds())));
        }
        times.sort(Comparator.naturalOrder());
        return times;
    }

    private String newName(Set<String> taken) {
        String name = faker.name().firstName() + " " + faker.name().lastName();
        for (int tries = 0; tries < NAME_TRIES && !taken.add(name); tries++) {
            name = faker.name().firstName() + " " + faker.name().lastName();
        }
        taken.add(name);
        return name;
    }

    /// What the record has of the known values, and something plain for what it must have besides.
    private static ObjectNode row(RecordType type, ObjectNode known) {
        ObjectNode row = Json.object();
        for (Field field : type.fields()) {
            if (field.name().equals(type.idField())) {
                continue;
            }
            if (known.has(field.name())) {
                row.set(field.name(), known.get(field.name()));
            } else if (!field.nullable() && field.defaultValue() == null) {
                putPlain(row, field);
            }
        }
        return row;
    }

    private static void putPlain(ObjectNode row, Field field) {
        switch (field.type()) {
            case INT -> row.put(field.name(), 1L);
            case FLOAT -> row.put(field.name(), 1.0);
            case STRING -> row.put(field.name(), field.name());
            case BOOL -> row.put(field.name(), false);
            case DATE_TIME -> row.put(field.name(), Version.text(Instant.EPOCH));
        }
    }
}
