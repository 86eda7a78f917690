package com.example.users;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Sends the words it is started with and runs until it is stopped; the consumer prints what arrives. */
@SpringBootApplication
public class UsersApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(UsersApplication.class, arguments);
    }

    @Bean
    CommandLineRunner send(Producer producer) {
        return arguments -> {
            for (String argument : arguments) {
                if (!argument.startsWith("--")) {
                    producer.sendMessage(argument);
                }
            }
        };
    }
}
