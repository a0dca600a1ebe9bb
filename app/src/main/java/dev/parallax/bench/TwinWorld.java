package dev.parallax.bench;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.world.World;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A world whose clients are shown many times over; everything else is the world's own. Thread-safe.
final class TwinWorld implements InvocationHandler {
    private final World world;
    private final int count;
    private List<FleetClient> originals = List.of();
    private List<FleetClient> twins = List.of();

    private TwinWorld(World world, int count) {
        this.world = world;
        this.count = count;
    }

    /// @param count how many clients are shown, at least as many as there are
    static World of(World world, int count) {
        return (World) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, new TwinWorld(world, count));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("clients")) {
            return clients();
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        try {
            return method.invoke(world, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private synchronized List<FleetClient> clients() {
        List<FleetClient> now = world.clients();
        if (!now.equals(originals)) {
            originals = now;
            List<FleetClient> all = new ArrayList<>(now);
            for (int number = now.size() + 1; number <= count && !now.isEmpty(); number++) {
                all.add(new Twin(number, now.get((number - 1) % now.size())));
            }
            twins = List.copyOf(all);
        }
        return twins;
    }
}
