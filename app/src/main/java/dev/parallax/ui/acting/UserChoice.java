package dev.parallax.ui.acting;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.world.World;
import java.util.List;

/// A user that can be chosen from a list. Immutable.
public record UserChoice(long id, String name) {
    /// The users as `client` knows them, by id; empty if it knows none.
    static List<UserChoice> known(FleetClient client) {
        return client.snapshot().table("User").shown().stream()
                .map(row -> new UserChoice(row.id(), String.valueOf(row.get("name"))))
                .toList();
    }

    /// The users that any client of `world` knows; the first client with some is asked.
    public static List<UserChoice> known(World world) {
        return world.clients().stream()
                .map(UserChoice::known)
                .filter(users -> !users.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
