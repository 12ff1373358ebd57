CREATE SEQUENCE "public"."message_sequence" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"county" text NOT NULL,
	"year" integer NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"off" jsonb NOT NULL,
	"work" jsonb NOT NULL,
	CONSTRAINT "calendar_years_county_year_pk" PRIMARY KEY("county","year")
);
--> statement-breakpoint
CREATE TABLE "case_serials" (
	"county" text NOT NULL,
	"year" integer NOT NULL,
	"serial" integer NOT NULL,
	CONSTRAINT "case_serials_county_year_pk" PRIMARY KEY("county","year")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"county" text NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"level" text NOT NULL,
	"urgency" text NOT NULL,
	"summary" text NOT NULL,
	"project" text,
	"enterprise" text,
	"items" jsonb NOT NULL,
	"department" text NOT NULL,
	"assisting" jsonb NOT NULL,
	"owner" text NOT NULL,
	"reason" text NOT NULL,
	"first_contact" text NOT NULL,
	"reporter" text NOT NULL,
	"watchers" jsonb NOT NULL,
	"chat" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accept_due" timestamp with time zone,
	"reply_due" timestamp with time zone NOT NULL,
	"refusals" integer NOT NULL,
	"hops" jsonb NOT NULL,
	"result" text,
	"concluded_at" timestamp with time zone,
	"version" integer NOT NULL,
	"last_chased_on" date,
	CONSTRAINT "cases_county_number_pk" PRIMARY KEY("county","number")
);
--> statement-breakpoint
CREATE TABLE "chat_gates" (
	"county" text NOT NULL,
	"chat" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chat_gates_county_chat_pk" PRIMARY KEY("county","chat")
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"platform" text NOT NULL,
	"kind" text NOT NULL,
	"level" text NOT NULL,
	"members" jsonb NOT NULL,
	"projects" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "chats_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "clauses" (
	"county" text NOT NULL,
	"policy" text NOT NULL,
	"position" integer NOT NULL,
	"section" text NOT NULL,
	"heading" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "clauses_county_policy_position_pk" PRIMARY KEY("county","policy","position")
);
--> statement-breakpoint
CREATE TABLE "counties" (
	"id" text PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL,
	"stages" jsonb NOT NULL,
	"stage_plans" jsonb NOT NULL,
	"ambiguities" jsonb NOT NULL,
	"spellings" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"county" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"supervised_by" text,
	"position" integer NOT NULL,
	CONSTRAINT "departments_county_code_pk" PRIMARY KEY("county","code")
);
--> statement-breakpoint
CREATE TABLE "enterprises" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"aliases" jsonb NOT NULL,
	CONSTRAINT "enterprises_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "filings" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"project" text NOT NULL,
	"item" text NOT NULL,
	"department" text NOT NULL,
	"liaison" text,
	"state" text NOT NULL,
	"received_on" date,
	"accepted_on" date,
	"limit_days" integer NOT NULL,
	"limit_basis" text NOT NULL,
	"extension_days" integer NOT NULL,
	"suspensions" jsonb NOT NULL,
	"concluded_on" date,
	"result" text,
	"remark" text,
	"changed_on" date NOT NULL,
	CONSTRAINT "filings_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"county" text NOT NULL,
	"id" bigint NOT NULL,
	"platform" text NOT NULL,
	"bot" text NOT NULL,
	"message_id" text NOT NULL,
	"chat" text NOT NULL,
	"person" text NOT NULL,
	"text" text NOT NULL,
	"quote" text,
	"at_bot" boolean NOT NULL,
	"mentions" jsonb NOT NULL,
	"action" jsonb,
	"reply_ref" text,
	"received_at" timestamp with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"done_at" timestamp with time zone,
	"parked" text,
	"reading" jsonb,
	CONSTRAINT "inbox_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"county" text NOT NULL,
	"code" text NOT NULL,
	"stage" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"departments" jsonb NOT NULL,
	"statutory" jsonb,
	"promised" jsonb,
	"materials" jsonb NOT NULL,
	"prerequisites" jsonb NOT NULL,
	"result" text NOT NULL,
	"help_mode" text NOT NULL,
	"note" text,
	"position" integer NOT NULL,
	CONSTRAINT "items_county_code_pk" PRIMARY KEY("county","code")
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"county" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ledger_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"what" text NOT NULL,
	"cause" text NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "ledger_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"county" text NOT NULL,
	"id" bigint NOT NULL,
	"key" text NOT NULL,
	"chat" text NOT NULL,
	"text" text NOT NULL,
	"card" jsonb,
	"mentions" jsonb NOT NULL,
	"about" jsonb,
	"guarantee" text NOT NULL,
	"reply_ref" text,
	"state" text NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"shown_as" bigint,
	"platform_message_id" text,
	"problem" text,
	CONSTRAINT "outbox_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"enterprise" text,
	"department" text,
	"duty" jsonb,
	"substitute" text,
	"leave" jsonb,
	"position" integer NOT NULL,
	CONSTRAINT "people_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"document_number" text,
	"effective_from" date,
	"repealed_on" date,
	"superseded_by" text,
	"source" text,
	"region" text,
	"hash" text NOT NULL,
	CONSTRAINT "policies_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"county" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"enterprise" text NOT NULL,
	"project_type" text NOT NULL,
	"region" text NOT NULL,
	"stage" text NOT NULL,
	"specialist" text NOT NULL,
	"contacts" jsonb NOT NULL,
	"service_mode" text NOT NULL,
	"investment" text,
	"address" text,
	CONSTRAINT "projects_county_code_pk" PRIMARY KEY("county","code")
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"county" text NOT NULL,
	"id" text NOT NULL,
	"filing" text NOT NULL,
	"set" jsonb NOT NULL,
	"what" text NOT NULL,
	"by" text NOT NULL,
	"confirmers" jsonb NOT NULL,
	"accepted" boolean,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "proposals_county_id_pk" PRIMARY KEY("county","id")
);
--> statement-breakpoint
CREATE TABLE "reminder_runs" (
	"county" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"ran_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reminder_runs_county_day_kind_pk" PRIMARY KEY("county","day","kind")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"county" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	CONSTRAINT "timers_county_key_pk" PRIMARY KEY("county","key")
);
--> statement-breakpoint
CREATE TABLE "world_clock" (
	"county" text PRIMARY KEY NOT NULL,
	"offset_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "cases_by_owner" ON "cases" USING btree ("county","owner","status");--> statement-breakpoint
CREATE INDEX "cases_by_enterprise" ON "cases" USING btree ("county","enterprise","status");--> statement-breakpoint
CREATE INDEX "filings_by_project" ON "filings" USING btree ("county","project");--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_once" ON "inbox" USING btree ("county","platform","bot","message_id");--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("county","chat","id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "inbox_by_chat" ON "inbox" USING btree ("county","chat","id");--> statement-breakpoint
CREATE INDEX "ledger_by_subject" ON "ledger" USING btree ("county","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once" ON "outbox" USING btree ("county","key");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("county","not_before") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_by_chat" ON "outbox" USING btree ("county","chat","shown_as");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("county","run_at");