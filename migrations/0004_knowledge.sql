CREATE TABLE "doubts" (
	"county" text NOT NULL,
	"id" bigint NOT NULL,
	"person" text NOT NULL,
	"chat" text NOT NULL,
	"text" text NOT NULL,
	"answer" text,
	"reply" text,
	"raised_at" timestamp with time zone NOT NULL,
	"found" text,
	CONSTRAINT "doubts_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "pushes" (
	"county" text NOT NULL,
	"id" bigint NOT NULL,
	"policy" text NOT NULL,
	"specialist" text NOT NULL,
	"chats" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"sent" boolean,
	CONSTRAINT "pushes_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "replies" (
	"county" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"items" jsonb NOT NULL,
	"department" text NOT NULL,
	"by" text NOT NULL,
	"answered_on" date NOT NULL,
	"basis" jsonb NOT NULL,
	"approved_by" text,
	"approved_on" date,
	"valid_until" date,
	"doubt" text,
	CONSTRAINT "replies_county_number_pk" PRIMARY KEY("county","number")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "sources" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "pushes_once" ON "pushes" USING btree ("county","policy","specialist");