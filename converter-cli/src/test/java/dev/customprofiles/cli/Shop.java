package dev.customprofiles.cli;

import dev.customprofiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;

/**
 * The shop of the documentation: nine carts that nobody checks out, and a pool of buffers that writes events of its own.
 * Ten buffers are leased, seven by whoever renders a page, who returns them, and three by whoever exports, who does not.
 */
public final class Shop {

    /** A buffer left the pool. */
    @Name("shop.BufferLeased")
    static final class BufferLeased extends Event {
        long address;

        @DataAmount
        long size;

        String pool;
    }

    /** A buffer is back. */
    @Name("shop.BufferReturned")
    static final class BufferReturned extends Event {
        long address;
    }

    private static final Profile CARTS = Profile.create("shop.Cart");
    private static final List<Object> SESSIONS = new ArrayList<>();

    private Shop() {}

    /** With an argument it stays until somebody ends it, having written an r. */
    public static void main(String[] args) throws InterruptedException {
        Thread thread = new Thread(Shop::serve, "shop");
        thread.start();
        thread.join();
        if (args.length > 0) {
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    private static void serve() {
        for (int i = 0; i < 9; i++) {
            fillCart();
        }
        for (int i = 1; i <= 7; i++) {
            render(4096 * i);
        }
        for (int i = 1; i <= 3; i++) {
            export(1_000_000 * i);
        }
    }

    private static void fillCart() {
        Object cart = new Object();
        SESSIONS.add(cart);
        CARTS.add(cart);
    }

    private static void render(long address) {
        lease(address, 4096, "small");
        BufferReturned returned = new BufferReturned();
        returned.address = address;
        returned.commit();
    }

    private static void export(long address) {
        lease(address, 1 << 20, "large");
    }

    private static void lease(long address, long size, String pool) {
        BufferLeased leased = new BufferLeased();
        leased.address = address;
        leased.size = size;
        leased.pool = pool;
        leased.commit();
    }
}
