CREATE TABLE "chat_reach" (
	"county" text NOT NULL,
	"platform" text NOT NULL,
	"chat" text NOT NULL,
	"heard_at" timestamp with time zone,
	"problem" text,
	"problem_at" timestamp with time zone,
	CONSTRAINT "chat_reach_county_platform_chat_pk" PRIMARY KEY("county","platform","chat")
);
--> statement-breakpoint
CREATE TABLE "holders" (
	"what" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "asks_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "platform" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "accounts" jsonb;