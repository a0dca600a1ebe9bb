package dev.parallax.fleet;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Who there is to sign in as, and in which order a seed picks them: everybody once before anybody twice, so
/// that the first cards show different people. Confined to whoever adds clients.
final class People {
    /// One client in so many is an administrator, so that the picture shows what that changes.
    private static final int ADMIN_EACH = 12;
    /// One in so many is a guest.
    private static final int GUEST_EACH = 8;

    private final RandomGenerator random;
    private final List<Long> ids;
    private final Map<Long, String> names;
    private final List<Long> hat = new ArrayList<>();
    private int picked;

    private People(RandomGenerator random, Map<Long, String> names) {
        this.random = random;
        this.names = names;
        this.ids = List.copyOf(names.keySet());
    }

    /// Reads the users; blocks its caller. A schema without users gives nobody.
    static People read(Inspection inspection, RandomGenerator random) {
        Map<Long, String> names = new TreeMap<>();
        List<Row> users = inspection.truth(new SessionValues(Map.of())).tables().getOrDefault("User", List.of());
        for (Row user : users) {
            names.put(user.id(), user.get("name") instanceof String name ? name : "User " + user.id());
        }
        return new People(random, Map.copyOf(names));
    }

    Map<Long, String> names() {
        return names;
    }

    FleetMember next() {
        if (hat.isEmpty()) {
            hat.addAll(ids.isEmpty() ? List.of(1L) : ids.stream().sorted().toList());
        }
        long userId = hat.remove(random.nextInt(hat.size()));
        picked++;
        String role = picked % ADMIN_EACH == ADMIN_EACH / 2 ? "admin" : picked % GUEST_EACH == 0 ? "guest" : "user";
        return new FleetMember(userId, role);
    }
}
